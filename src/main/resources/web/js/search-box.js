import { html, onBeforeUnmount, onMounted, ref, watch } from './vendor.js';
import { CloseIcon, SearchIcon } from './icons.js';
import { useSuggestions } from './suggestion-list.js';

/** The search field with suggestions. A new `visit` puts the text back to `query`. */
export const SearchBox = {
  props: { query: String, visit: Number, placeholder: String },
  emits: ['search', 'choose'],
  setup(props, { emit }) {
    const input = ref(null);
    const { text, close, field, list } = useSuggestions({
      id: 'suggestion',
      input,
      onChoose: suggestion => emit('choose', suggestion),
      onSubmit: submit,
      onEscape: () => (text.value = ''),
    });

    watch(
      () => [props.query, props.visit],
      () => {
        text.value = props.query;
        close();
      },
      { immediate: true },
    );

    function submit(event) {
      event?.preventDefault();
      close();
      if (matchMedia('(pointer: coarse)').matches) input.value.blur();
      emit('search', text.value.trim());
    }

    function clear() {
      text.value = '';
      close();
      input.value.focus();
    }

    function focusOnSlash(event) {
      const typing = event.target.closest?.('input, textarea, select, [contenteditable], dialog');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.value.focus();
      input.value.select();
    }

    onMounted(() => document.addEventListener('keydown', focusOnSlash));
    onBeforeUnmount(() => {
      document.removeEventListener('keydown', focusOnSlash);
      close();
    });

    return () => html`
      <form class="search-box" role="search" action="/" onSubmit=${submit}>
        <label class="visually-hidden" for="search-input">Search films and series</label>
        <${SearchIcon} />
        <input ...${field()} id="search-input" ref=${input} class="search-input" name="q"
               placeholder=${props.placeholder} enterkeyhint="search" maxlength="1000" aria-keyshortcuts="/" />
        ${text.value
          ? html`
              <button type="button" class="icon-button search-clear" aria-label="Clear the search text" onClick=${clear}>
                <${CloseIcon} />
              </button>
            `
          : html`<kbd class="search-hint" aria-hidden="true">/</kbd>`}
        <button type="submit" class="search-submit">Search</button>
        ${list()}
      </form>
    `;
  },
};
