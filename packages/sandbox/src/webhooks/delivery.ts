/** One try at one delivery. */
export interface Attempt {
  readonly event: string;
  readonly type: string;
  readonly endpoint: string;
  /** The receiver's status, or null when it could not be reached or did not answer in time. */
  readonly status: number | null;
  readonly delivered: boolean;
}

/** What a test may have different about a delivery. */
export interface Manner {
  /** Only this event. */
  readonly event?: string;
  /** Seconds that the signature's timestamp lies in the past; negative for the future. */
  readonly age?: number;
  /** Signed with this instead of what the endpoint has. */
  readonly secret?: string;
}

/** What has become of one event at one endpoint so far. */
export interface DeliveryReport {
  readonly event: string;
  readonly type: string;
  /** Of the event's object. */
  readonly object: string | null;
  readonly url: string;
  /** The receiver's status at each try, null where there was no answer. */
  readonly statuses: readonly (number | null)[];
  readonly delivered: boolean;
  /** Seconds on the account's clock; null when no further try is planned. */
  readonly nextTry: number | null;
}
