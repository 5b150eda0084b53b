import { html } from './vendor.js';
import { valueLabel } from './labels.js';
import { filterHref } from './search-state.js';

/** Values as chips, each leading to everything that shares it. */
export function FilterChips({ field, values, label }) {
  return html`
    <ul class="chips" aria-label=${label}>
      ${values.map(value => html`
        <li key=${value}><a class="chip" href=${filterHref(field, value)}>${valueLabel(field, value)}</a></li>
      `)}
    </ul>
  `;
}
FilterChips.props = ['field', 'values', 'label'];

/** The same as a link in running text. */
export function FilterLink({ field, value }) {
  return html`<a class="text-link" href=${filterHref(field, value)}>${valueLabel(field, value)}</a>`;
}
FilterLink.props = ['field', 'value'];
