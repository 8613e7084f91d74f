import type { BoardState } from './state';

/** What the keys tell the stage. */
export type ToStage =
  | {
      readonly kind: 'open';
      readonly slug: string;
      readonly directory: string;
      readonly temporary: string;
      readonly port: number;
      /** Nobody plays the story: what happens is what comes over HTTP. */
      readonly byHand: boolean;
    }
  | { readonly kind: 'step' }
  | { readonly kind: 'jump'; readonly seconds: number }
  | { readonly kind: 'go'; readonly name: string; readonly speed: number }
  | { readonly kind: 'pause' };

/** What the stage tells the screen. */
export type FromStage =
  | { readonly kind: 'opened'; readonly commandLines: readonly string[] }
  | { readonly kind: 'state'; readonly state: BoardState }
  | { readonly kind: 'problem'; readonly message: string };
