/** A letter that a mail server did not take so far, and is tried again. */
export type WaitingLetter = {
  readonly id: string;
  readonly address: string;
  readonly tries: number;
  readonly failure: string;
  readonly nextTryAt: Date;
};

/** An address to which letters could not be mailed; `person` is null where nobody has an account with it. */
export type UndeliverableAddress = {
  readonly address: string;
  readonly person: string | null;
  readonly since: Date;
  readonly failure: string;
  readonly letters: number;
};

export type MailView = {
  readonly hasServer: boolean;
  readonly counts: readonly { readonly state: string; readonly count: number }[];
  readonly waitingCount: number;
  readonly waiting: readonly WaitingLetter[];
  readonly undeliverable: readonly UndeliverableAddress[];
};

export type RetryReason = "nothing";
