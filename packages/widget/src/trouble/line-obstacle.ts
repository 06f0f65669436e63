import { html, nothing, type TemplateResult } from 'lit/html.js';
import { openChoices, type Obstacle, type PricedLine } from '../cart/priced-cart.js';
import type { PanelActions } from '../views/panel-model.js';
import { troubleEn as words } from './trouble-en.js';

/** Why a line cannot be paid for, and the choices that would mend it where they are among given values. */
export function lineObstacle(priced: PricedLine, obstacle: Obstacle, actions: PanelActions): TemplateResult {
  const { item, key, line } = priced;
  const choose = (name: string, value: string) => {
    const options = [...line.options.filter((option) => option.name !== name), { name, value }];
    if (value) actions.apply({ type: 'choose', key, options });
  };
  const choices = item && obstacle === 'invalid_option' ? openChoices(line, item) : [];
  return html`<p part="obstacle">${words.obstacles[obstacle]}</p>
    ${choices.map((option) =>
      option.kind === 'text'
        ? nothing
        : html`<select
            aria-label=${option.name}
            @change=${(event: Event) => choose(option.name, (event.target as HTMLSelectElement).value)}
          >
            <option value="">${words.choose}: ${option.name}</option>
            ${option.values.map(({ value }) => html`<option value=${value}>${value}</option>`)}
          </select>`,
    )}`;
}
