/** An order, or a refund: its total is negative. */
export interface Sale {
  readonly id: string;
  readonly total: number;
}

/** The programs of billing, shipping and analytics call this with the body of each message that they receive. */
export function readSale(body: string): Sale {
  // Without raw message delivery the body is the envelope of SNS, and the message is a string in it.
  return JSON.parse(JSON.parse(body).Message);
}
