import type { ConfirmationToken, PaymentIntent } from '@stripe/stripe-js';
import type { ApiReply, ConfirmRequest, FrameSettings, FrameSubject, IntentParams, Reply } from '../protocol.js';
import type { PageLink } from './page-link.js';

/** What a frame is made with. */
export interface FrameContext {
  readonly link: PageLink;
  readonly settings: FrameSettings;
  /** The frame's own origin, which is the sandbox's. */
  readonly origin: string;
}

/** What one kind of frame shows, and what can be asked of it. */
export interface FrameContent {
  readonly element: HTMLElement;
  /** Marks what is missing or wrong in its fields; the first of it as a sentence. */
  validate(): { readonly error: string | null; readonly value: unknown };
  focus(): void;
  clear(): void;
  collapse?(): void;
  confirm?(request: ConfirmRequest): Promise<Reply>;
  confirmIntent?(request: IntentParams): Promise<ApiReply<PaymentIntent>>;
  createToken?(request: IntentParams): Promise<ApiReply<ConfirmationToken>>;
  open?(details: Readonly<Record<string, unknown>>): void;
  onSubject?(subject: FrameSubject): void;
  onOptions?(options: FrameSettings['options']): void;
}
