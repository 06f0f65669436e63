/**
 * The body of `POST /v1/portal`: the resume token of the attempt that began the subscription. It is in the browser that
 * paid and nowhere else; a token that stood in an address opens an order, and never this.
 */
export interface PortalRequest {
  readonly token: string;
}

/** Go there to change or end the subscription. */
export interface PortalReply {
  /** On one of `ShopConfig.checkoutOrigins`; good for a few minutes, for one visit. */
  readonly url: string;
}
