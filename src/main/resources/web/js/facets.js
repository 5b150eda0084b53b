import { html, ref } from './vendor.js';
import { countLabel, fieldLabel, valueLabel } from './labels.js';
import { FACET_FIELDS, YEAR_MAX, YEAR_MIN, isSelected, readYear, toggled } from './search-state.js';

const SHORT_LIST = 7;
const SKELETON_ROWS = Array.from({ length: SHORT_LIST }, (_, index) => index);

/** Every way to narrow a search. Emits the narrowed search; knows nothing of requests. Null `facets` are on their way. */
export const Facets = {
  props: { search: Object, facets: Object },
  emits: ['refine'],
  setup(props, { emit }) {
    const expanded = ref(new Set());

    function expand(field) {
      expanded.value = new Set(expanded.value).add(field);
    }

    function group(field) {
      const options = optionsOf(field, props.facets[field] ?? [], props.search);
      if (options.length === 0) return null;
      const whole = expanded.value.has(field) || options.length <= SHORT_LIST + 2;
      const shown = whole ? options : options.filter((option, index) => index < SHORT_LIST || option.selected);
      return html`
        <fieldset key=${field} class="facet" data-facet=${field}>
          <legend class="facet-name">${fieldLabel(field)}</legend>
          <ul class="facet-list">${shown.map(option => facetOption(field, option))}</ul>
          ${!whole &&
          html`<button type="button" class="link-button" onClick=${() => expand(field)}>
            All ${options.length}<span class="visually-hidden"> values of ${fieldLabel(field).toLowerCase()}</span>
          </button>`}
        </fieldset>
      `;
    }

    function facetOption(field, { value, count, selected }) {
      return html`
        <li key=${String(value)}>
          <label class="facet-option">
            <input type="checkbox" class="facet-check" name=${`f.${field}`} value=${value} checked=${selected}
                   onChange=${() => emit('refine', toggled(props.search, field, value))} />
            <span class="facet-value">${valueLabel(field, value)}</span>
            ${count !== null && html`
              <span class="facet-count">
                ${countLabel(count)}<span class="visually-hidden">${count === 1 ? ' title' : ' titles'}</span>
              </span>
            `}
          </label>
        </li>
      `;
    }

    function setYear(edge, event) {
      const year = readYear(event.target.value);
      if (year === null && event.target.value !== '') return;
      const next = { ...props.search, [edge]: year };
      const reversed = next.yearFrom !== null && next.yearTo !== null && next.yearFrom > next.yearTo;
      emit('refine', reversed ? { ...next, yearFrom: next.yearTo, yearTo: next.yearFrom } : next);
    }

    function yearInput(edge, label, placeholder) {
      return html`
        <label class="year-field">
          <span>${label}</span>
          <input class="text-input" type="number" inputmode="numeric" name=${edge} min=${YEAR_MIN} max=${YEAR_MAX} step="1"
                 placeholder=${placeholder} value=${props.search[edge] ?? ''} onChange=${event => setYear(edge, event)} />
        </label>
      `;
    }

    return () => html`
      <div class="facets">
        ${props.facets ? FACET_FIELDS.map(group) : FACET_FIELDS.map(skeleton)}
        <fieldset class="facet facet-years" data-facet="year">
          <legend class="facet-name">Years</legend>
          ${yearInput('yearFrom', 'From', '1950')} ${yearInput('yearTo', 'To', '2020')}
        </fieldset>
      </div>
    `;
  },
};

function skeleton(field) {
  return html`
    <div key=${`skeleton:${field}`} class="facet" aria-hidden="true">
      <p class="facet-name">${fieldLabel(field)}</p>
      ${SKELETON_ROWS.map(row => html`<p key=${row} class="facet-option"><span class="bone bone-facet"></span></p>`)}
    </div>
  `;
}

/** The counted values, and any chosen value that the count no longer holds, so that it can be taken back here too. */
function optionsOf(field, counted, search) {
  const known = new Set(counted.map(entry => entry.value));
  const missing = (search.filters[field] ?? []).filter(value => !known.has(value)).map(value => ({ value, count: null }));
  const options = [...counted, ...missing].map(entry => ({ ...entry, selected: isSelected(search, field, entry.value) }));
  return field === 'decade' ? options.sort((x, y) => y.value - x.value) : options;
}
