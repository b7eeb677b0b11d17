/** A stored file as it is given out. */
export type StoredFile = {
  readonly name: string;
  readonly type: string;
  readonly sha256: string;
  readonly content: Uint8Array;
};
