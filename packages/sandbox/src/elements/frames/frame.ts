import type { FrameAnswer, FrameRequest, FrameSettings, ToFrame } from '../protocol.js';
import { AddressFrame } from './address-frame.js';
import { showAppearance } from './appearance.js';
import { ChallengeFrame } from './challenge-frame.js';
import { ContactDetailsFrame } from './contact-details-frame.js';
import { ExpressCheckoutFrame } from './express-checkout-frame.js';
import type { FrameContent, FrameContext } from './frame-content.js';
import { PageLink } from './page-link.js';
import { PaymentFrame } from './payment-frame.js';
import { VoucherFrame } from './voucher-frame.js';

const CONTENTS: Readonly<Record<string, new (context: FrameContext) => FrameContent>> = {
  payment: PaymentFrame,
  contactDetails: ContactDetailsFrame,
  address: AddressFrame,
  expressCheckout: ExpressCheckoutFrame,
  challenge: ChallengeFrame,
  voucher: VoucherFrame,
};

const page = new URLSearchParams(location.search).get('page');
const Content = CONTENTS[document.body.dataset['frame'] ?? ''];
let content: FrameContent | null = null;

if (page !== null && Content) start(page, Content);

/** Says hello to the page, and draws what it is told to. */
function start(pageOrigin: string, Made: new (context: FrameContext) => FrameContent): void {
  const link = new PageLink(pageOrigin, (message) => receive(message, link, Made));
  link.send({ say: 'hello' });
}

function receive(message: ToFrame, link: PageLink, Made: new (context: FrameContext) => FrameContent): void {
  if (message.say === 'settings') return void draw(message.settings, link, Made);
  if (message.say === 'appearance') return showAppearance(message.appearance);
  if (message.say === 'fonts') return loadFonts(message.fonts);
  if (!content) return;
  if (message.say === 'subject') return content.onSubject?.(message.subject);
  if (message.say === 'options') return content.onOptions?.(message.options);
  if (message.say === 'open') return content.open?.(message.details);
  if (message.say === 'focus') return content.focus();
  if (message.say === 'blur') return blur();
  if (message.say === 'clear') return content.clear();
  if (message.say === 'request') return void answer(message.id, message.request, content, link);
  content.collapse?.();
}

function draw(settings: FrameSettings, link: PageLink, Made: new (context: FrameContext) => FrameContent): void {
  if (content) return;
  const language = settings.locale === 'auto' ? navigator.language : settings.locale;
  document.documentElement.dir = /^(ar|he)\b/.test(language) ? 'rtl' : 'ltr';
  showAppearance(settings.appearance);
  loadFonts(settings.fonts);
  content = new Made({ link, settings, origin: location.origin });
  document.body.replaceChildren(content.element);
  new ResizeObserver(() => {
    link.send({ say: 'height', height: document.body.getBoundingClientRect().height });
  }).observe(document.body);
  listen(link);
  link.send({ say: 'ready' });
}

/** Focus counts for the frame as a whole: moving from field to field is neither a blur nor a focus. */
function listen(link: PageLink): void {
  window.addEventListener('focus', () => link.event('focus'));
  window.addEventListener('blur', () => link.event('blur'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') link.event('escape');
  });
}

function blur(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

async function answer(id: number, request: FrameRequest, asked: FrameContent, link: PageLink): Promise<void> {
  const answered = await answerTo(request, asked);
  if (answered) link.send({ say: 'answer', id, answer: answered });
}

async function answerTo(request: FrameRequest, asked: FrameContent): Promise<FrameAnswer | null> {
  if (request.what === 'confirm') {
    const reply = await asked.confirm?.(request.confirm);
    return reply ? { what: 'confirm', reply } : null;
  }
  if (request.what === 'confirm_intent') {
    const reply = await asked.confirmIntent?.(request.request);
    return reply ? { what: 'confirm_intent', reply } : null;
  }
  if (request.what === 'create_token') {
    const reply = await asked.createToken?.(request.request);
    return reply ? { what: 'create_token', reply } : null;
  }
  return { what: 'validate', ...asked.validate() };
}

function loadFonts(fonts: FrameSettings['fonts']): void {
  for (const { family, src, weight, style, display, unicodeRange } of fonts) {
    const face = new FontFace(family, src, {
      ...(weight === undefined ? {} : { weight }),
      ...(style === undefined ? {} : { style }),
      ...(display === undefined ? {} : { display: display as FontDisplay }),
      ...(unicodeRange === undefined ? {} : { unicodeRange }),
    });
    document.fonts.add(face);
    face.load().catch(() => undefined);
  }
}
