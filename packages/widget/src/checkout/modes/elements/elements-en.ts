import type { ElementsMessages } from './elements-messages.js';

export const elementsEn: ElementsMessages = {
  address: 'Address',
  phone: 'Phone number',
};
