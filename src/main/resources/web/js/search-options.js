import { html, onBeforeUnmount, onMounted, ref } from './vendor.js';
import { SlidersIcon } from './icons.js';
import { MODES } from './search-state.js';

const MODE_TEXTS = {
  auto: { name: 'Automatic', hint: 'words, story and feel together' },
  lexical: { name: 'Words', hint: 'only what is literally written' },
  vector: { name: 'Meaning', hint: 'only what it is about and how it feels' },
};
/** Where the slider rests while the choice is left to the service. */
const RESTING_VARIETY = 0.3;

/** How to search, as opposed to what for: a button that opens a small panel. */
export const SearchOptions = {
  props: { search: Object },
  emits: ['refine'],
  setup(props, { emit }) {
    const open = ref(false);
    const root = ref(null);
    const button = ref(null);

    function closeOutside(event) {
      if (!root.value?.contains(event.target)) open.value = false;
    }

    function closeOnEscape(event) {
      if (event.key !== 'Escape' || !open.value) return;
      open.value = false;
      button.value.focus();
    }

    onMounted(() => {
      document.addEventListener('pointerdown', closeOutside);
      document.addEventListener('focusin', closeOutside);
    });
    onBeforeUnmount(() => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    });

    function setVariety(diversity) {
      emit('refine', { ...props.search, diversity });
    }

    const mode = name => html`
      <label class="mode-option">
        <input type="radio" name="mode" value=${name} checked=${props.search.mode === name}
               onChange=${() => emit('refine', { ...props.search, mode: name })} />
        <span><b>${MODE_TEXTS[name].name}</b><span class="quiet">${MODE_TEXTS[name].hint}</span></span>
      </label>
    `;

    return () => {
      const { diversity } = props.search;
      return html`
        <div ref=${root} class="options" onKeydown=${closeOnEscape}>
          <button ref=${button} type="button" class="button button-plain" aria-expanded=${open.value}
                  aria-controls="search-options" onClick=${() => (open.value = !open.value)}>
            <${SlidersIcon} /> Options
          </button>
          <div id="search-options" class="options-panel" role="group" aria-label="Search options" hidden=${!open.value}>
            <fieldset class="facet">
              <legend class="facet-name">Search by</legend>
              ${MODES.map(mode)}
            </fieldset>
            <div class="variety">
              <label for="variety" class="facet-name">Variety</label>
              <input id="variety" class="slider" type="range" min="0" max="1" step="0.1" value=${diversity ?? RESTING_VARIETY}
                     aria-valuetext=${diversity === null ? 'left to the service' : `${Math.round(diversity * 100)} percent`}
                     onChange=${event => setVariety(Number(event.target.value))} />
              <p class="variety-ends quiet" aria-hidden="true"><span>closest matches</span><span>a wider mix</span></p>
              ${diversity !== null && html`
                <button type="button" class="link-button" onClick=${() => setVariety(null)}>Leave it to the service</button>
              `}
            </div>
          </div>
        </div>
      `;
    };
  },
};
