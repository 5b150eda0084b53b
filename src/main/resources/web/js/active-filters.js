import { html } from './vendor.js';
import { CloseIcon } from './icons.js';
import { activeFilters, withoutFilters } from './search-state.js';

/** What narrows the search now, each with a way to take it back. */
export function ActiveFilters({ search, onRefine }) {
  const chips = activeFilters(search);
  return html`
    <ul class="chips active-filters" aria-label="Active filters">
      ${chips.map(chip => html`
        <li key=${chip.key}>
          <button type="button" class="chip chip-removable" data-filter=${chip.key}
                  aria-label=${`Remove filter ${chip.field}: ${chip.label}`} onClick=${() => onRefine(chip.without)}>
            <span class="chip-field">${chip.field}</span> ${chip.label} <${CloseIcon} />
          </button>
        </li>
      `)}
      ${chips.length > 1 && html`
        <li key="all">
          <button type="button" class="link-button" onClick=${() => onRefine(withoutFilters(search))}>Clear all</button>
        </li>
      `}
    </ul>
  `;
}
ActiveFilters.props = ['search', 'onRefine'];
