/** An exact amount that is not negative, in lowest terms. Plain data, so that it can be stored, sent and compared. */
export type Fraction = { readonly numerator: number; readonly denominator: number };

/** What an unanswered or wrong question earns. One shared object, so that marking allocates nothing for it. */
export const nothing: Fraction = Object.freeze({ numerator: 0, denominator: 1 });

/**
 * Makes a fraction in lowest terms.
 * Units: any; the caller's.
 * Errors: RangeError for a part that is not a safe integer, a negative numerator, or a denominator below one.
 */
export function fraction(numerator: number, denominator = 1): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || numerator < 0 || denominator < 1)
    throw new RangeError(`${numerator}/${denominator} is not a fraction of whole numbers, zero or more`);
  return lowestTerms(BigInt(numerator), BigInt(denominator));
}

/**
 * Adds two fractions.
 * Units: both in the same unit, which is the result's.
 * Errors: RangeError when the sum in lowest terms needs more than safe integers.
 */
export function add(a: Fraction, b: Fraction): Fraction {
  const left = BigInt(a.numerator) * BigInt(b.denominator);
  const right = BigInt(b.numerator) * BigInt(a.denominator);
  return lowestTerms(left + right, BigInt(a.denominator) * BigInt(b.denominator));
}

/**
 * Takes the second fraction from the first.
 * Units: both in the same unit, which is the result's.
 * Errors: RangeError when the second is larger, or the difference in lowest terms needs more than safe integers.
 */
export function subtract(a: Fraction, b: Fraction): Fraction {
  const left = BigInt(a.numerator) * BigInt(b.denominator);
  const right = BigInt(b.numerator) * BigInt(a.denominator);
  if (right > left) throw new RangeError("the difference would be negative");
  return lowestTerms(left - right, BigInt(a.denominator) * BigInt(b.denominator));
}

/**
 * Multiplies a fraction by a whole number.
 * Units: the fraction's.
 * Errors: RangeError for a negative or fractional factor, or when the product needs more than safe integers.
 */
export function times(a: Fraction, factor: number): Fraction {
  if (!Number.isSafeInteger(factor) || factor < 0)
    throw new RangeError(`${factor} is not a whole number, zero or more`);
  return lowestTerms(BigInt(a.numerator) * BigInt(factor), BigInt(a.denominator));
}

/**
 * Orders two fractions: -1 when the first is smaller, 0 when they are equal, 1 when it is larger.
 * Units: both in the same unit; the result has none.
 * Errors: none; the products are BigInt.
 */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = BigInt(a.numerator) * BigInt(b.denominator);
  const right = BigInt(b.numerator) * BigInt(a.denominator);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function lowestTerms(numerator: bigint, denominator: bigint): Fraction {
  let divisor = denominator;
  let rest = numerator;
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  const lowest = { numerator: Number(numerator / divisor), denominator: Number(denominator / divisor) };
  if (!Number.isSafeInteger(lowest.numerator) || !Number.isSafeInteger(lowest.denominator))
    throw new RangeError("the result does not fit into safe integers");
  return lowest;
}
