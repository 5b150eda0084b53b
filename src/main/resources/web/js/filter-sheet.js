import { html, ref } from './vendor.js';
import { Facets } from './facets.js';
import { CloseIcon, FunnelIcon } from './icons.js';

/** The facets on a narrow screen: a button that opens them in a sheet over the results. */
export const FilterSheet = {
  props: { search: Object, facets: Object, activeCount: Number, doneLabel: String },
  emits: ['refine'],
  setup(props, { emit }) {
    const sheet = ref(null);
    const close = () => sheet.value.close();
    const closeOnBackdrop = event => event.target === sheet.value && close();

    return () => html`
      <div class="filters">
        <button type="button" class="button button-plain" aria-haspopup="dialog" onClick=${() => sheet.value.showModal()}>
          <${FunnelIcon} /> Filters${props.activeCount > 0 ? ` (${props.activeCount})` : ''}
        </button>
        <dialog ref=${sheet} class="filter-sheet" aria-labelledby="filter-sheet-title" onClick=${closeOnBackdrop}>
          <div class="sheet-head">
            <h2 id="filter-sheet-title">Filters</h2>
            <button type="button" class="icon-button" aria-label="Close the filters" onClick=${close}>
              <${CloseIcon} />
            </button>
          </div>
          <div class="sheet-body">
            <${Facets} search=${props.search} facets=${props.facets} onRefine=${next => emit('refine', next)} />
          </div>
          <div class="sheet-foot"><button type="button" class="button" onClick=${close}>${props.doneLabel}</button></div>
        </dialog>
      </div>
    `;
  },
};
