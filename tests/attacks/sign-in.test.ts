import { describe, expect, inject, it } from "vitest";
import { askOwner } from "../e2e/setup/answers";
import { Visitor } from "../setup/visitor";

/*
 * Accounts from the outside: what an answer tells of who has one, how often one may guess, and how long a session lives.
 */

const platform = inject("platform");
const PASSWORD = "a-quiet-harbour-at-dusk-41";
let made = 0;
const newAddress = (): string => `sign-in-${process.pid}-${++made}@test.example.org`;

/** The newest link of a kind in the letters to an address. */
async function tokenTo(address: string): Promise<string> {
  const [letter] = await askOwner<{ body: string }>(
    platform.adminUrl,
    "SELECT body FROM letter WHERE address = $1 AND body LIKE '%token=%' ORDER BY created_at DESC LIMIT 1",
    [address],
  );
  const token = /[?&]token=([\w-]+)/.exec(letter?.body ?? "")?.[1];
  if (!token) throw new Error(`no link was sent to ${address}`);
  return token;
}

const countLetters = async (address: string): Promise<number> => {
  const [row] = await askOwner<{ n: number }>(
    platform.adminUrl,
    "SELECT count(*)::int AS n FROM letter WHERE address = $1",
    [address],
  );
  return row?.n ?? 0;
};

const register = (address: string, visitor = new Visitor(platform.baseUrl)) =>
  visitor.form(
    "register",
    { fullName: "Ana Rivera", email: address, password: PASSWORD, language: "en", zone: "UTC" },
    "/register",
  );

/** Somebody with a confirmed account. */
async function makeAccount(): Promise<string> {
  const address = newAddress();
  await register(address);
  const confirmed = await new Visitor(platform.baseUrl).form(
    "confirm-address",
    { _token: await tokenTo(address) },
    "/confirm",
  );
  expect(confirmed.headers.get("location")).toContain("done=confirmed");
  return address;
}

async function signIn(email: string, password: string, visitor = new Visitor(platform.baseUrl)) {
  const answer = await visitor.form("sign-in", { email, password }, "/sign-in");
  return { visitor, answer, location: answer.headers.get("location") ?? "" };
}

const isSignedIn = async (visitor: Visitor): Promise<boolean> => (await visitor.fetch("/account")).status === 200;

/** An answer without what is new in every one: the id under which refused fields are kept. */
const shapeOf = async (answer: Response) => ({
  status: answer.status,
  location: (answer.headers.get("location") ?? "").replace(/refused=[\w-]+/, "refused="),
  body: await answer.text(),
});

describe("S13: an answer does not tell who has an account", () => {
  it("signing in with a wrong password reads like signing in to no account", async () => {
    const known = await signIn(await makeAccount(), "not-the-password-9");
    const unknown = await signIn(newAddress(), "not-the-password-9");
    const [one, other] = [await shapeOf(known.answer), await shapeOf(unknown.answer)];
    expect(one).toEqual(other);
    const said = async ({ visitor, location }: typeof known): Promise<string> =>
      /<div[^>]*role="alert"[\s\S]*?<\/div>/.exec(await visitor.read(location))?.[0] ?? "";
    expect(await said(known)).toBe(await said(unknown));
    expect(await said(known)).not.toBe("");
  });

  it("registering an address that has an account reads like registering a new one, and tells its owner by letter", async () => {
    const address = await makeAccount();
    const before = await countLetters(address);
    const again = await shapeOf(await register(address));
    expect(again).toEqual(await shapeOf(await register(newAddress())));
    expect(await countLetters(address)).toBe(before + 1);
    expect((await signIn(address, PASSWORD)).location).toBe("/learn");
  });

  it("asking for a new password reads the same for an address without an account, which gets no letter", async () => {
    const ask = async (email: string) =>
      shapeOf(await new Visitor(platform.baseUrl).form("forgot-password", { email }, "/forgot-password"));
    const unknown = newAddress();
    expect(await ask(await makeAccount())).toEqual(await ask(unknown));
    expect(await countLetters(unknown)).toBe(0);
  });
});

describe("S14: a password is not guessed", () => {
  it("ten wrong tries close one account to one network for a while, and no other account", async () => {
    const [guessed, other] = [await makeAccount(), await makeAccount()];
    for (let tries = 0; tries < 10; tries++) await signIn(guessed, `guess-number-${tries}`);
    const right = await signIn(guessed, PASSWORD);
    expect(right.location).toContain("/sign-in");
    expect(await isSignedIn(right.visitor)).toBe(false);
    expect((await signIn(other, PASSWORD)).location).toBe("/learn");
  });

  it("a link from a letter is used once", async () => {
    const address = await makeAccount();
    await new Visitor(platform.baseUrl).form("forgot-password", { email: address }, "/forgot-password");
    const _token = await tokenTo(address);
    const reset = (newPassword: string) =>
      new Visitor(platform.baseUrl).form("reset-password", { _token, newPassword }, "/reset-password");
    await reset("a-lantern-on-the-quay-52");
    await reset("somebody-else-was-late-63");
    expect((await signIn(address, "somebody-else-was-late-63")).location).toContain("/sign-in");
    expect((await signIn(address, "a-lantern-on-the-quay-52")).location).toBe("/learn");
  });
});

describe("S15: a session ends when it should", () => {
  it("signing in again begins another session; signing out ends it, also for who copied its cookie", async () => {
    const { visitor } = await signIn(await makeAccount(), PASSWORD);
    const session = /next-auth\.session-token=([^;]+)/.exec(visitor.cookie)?.[1] ?? "";
    const copy = new Visitor(platform.baseUrl, session);
    expect(await isSignedIn(copy)).toBe(true);
    await visitor.form("sign-out", {});
    expect(await isSignedIn(copy)).toBe(false);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it("a session planted before signing in is not the one that is signed in", async () => {
    const address = await makeAccount();
    const planted = await signIn(await makeAccount(), PASSWORD);
    const before = planted.visitor.cookie;
    await signIn(address, PASSWORD, planted.visitor);
    expect(planted.visitor.cookie).not.toBe(before);
    const mail = async (visitor: Visitor) => (await visitor.read("/account")).includes(address);
    expect(await mail(planted.visitor)).toBe(true);
    const session = /next-auth\.session-token=([^;]+)/.exec(before)?.[1] ?? "";
    expect(await mail(new Visitor(platform.baseUrl, session))).toBe(false);
  });

  it.each(["changed", "reset"] as const)("a password that is %s ends every other session", async (how) => {
    const address = await makeAccount();
    const [here, elsewhere] = [(await signIn(address, PASSWORD)).visitor, (await signIn(address, PASSWORD)).visitor];
    const newPassword = "a-lantern-on-the-quay-52";
    if (how === "changed") await here.form("account-password", { currentPassword: PASSWORD, newPassword }, "/account");
    else {
      await here.form("forgot-password", { email: address }, "/forgot-password");
      await here.form("reset-password", { _token: await tokenTo(address), newPassword }, "/reset-password");
    }
    expect(await isSignedIn(elsewhere)).toBe(false);
    expect(await isSignedIn(here)).toBe(how === "changed");
  });
});
