import { html, nextTick, onBeforeUnmount, onMounted, ref, watch } from './vendor.js';
import * as api from './api.js';
import { CloseIcon, FilmIcon, MoodIcon, PersonIcon, SearchIcon, TagIcon } from './icons.js';
import { latestOnly } from './latest.js';

const DEBOUNCE_MS = 80;
const LIMIT = 8;
const ICONS = { title: FilmIcon, person: PersonIcon, genre: TagIcon, theme: TagIcon, mood: MoodIcon };
const KINDS = { title: 'Title', person: 'Person', genre: 'Genre', theme: 'Theme', mood: 'Mood' };

/**
 * The search field with suggestions: a combobox with a list popup (ARIA 1.2). The typed text is never replaced by a
 * suggestion; a suggestion is only ever followed. A new `visit` puts the text back to `query`.
 */
export const SearchBox = {
  props: { query: String, visit: Number, placeholder: String },
  emits: ['search', 'choose'],
  setup(props, { emit }) {
    const text = ref(props.query);
    const suggestions = ref([]);
    const open = ref(false);
    const active = ref(-1);
    const input = ref(null);
    const requests = latestOnly();
    let timer = 0;

    watch(() => [props.query, props.visit], () => {
      text.value = props.query;
      close();
    });

    function close() {
      clearTimeout(timer);
      requests.cancel();
      open.value = false;
      active.value = -1;
    }

    function onInput(event) {
      text.value = event.target.value;
      active.value = -1;
      clearTimeout(timer);
      if (text.value.trim() === '') return close();
      timer = setTimeout(load, DEBOUNCE_MS);
    }

    /** A failed suggestion is not worth a message: the search itself will say what is wrong. */
    async function load() {
      const outcome = await requests.run(signal => api.suggest(text.value.trim(), LIMIT, signal));
      if (!outcome) return;
      suggestions.value = outcome.value?.items ?? [];
      active.value = -1;
      open.value = suggestions.value.length > 0 && document.activeElement === input.value;
    }

    function onKeydown(event) {
      if (event.isComposing) return;
      switch (event.key) {
        case 'ArrowDown':
          event.preventDefault();
          if (open.value) move(1);
          else if (text.value.trim()) load();
          break;
        case 'ArrowUp':
          event.preventDefault();
          if (open.value) move(-1);
          break;
        case 'Escape':
          event.preventDefault();
          if (open.value) close();
          else text.value = '';
          break;
        case 'Enter':
          event.preventDefault();
          if (open.value && active.value >= 0) choose(suggestions.value[active.value]);
          else submit();
          break;
      }
    }

    /** Moves through the options and, between last and first, back to the field itself. */
    function move(step) {
      const stops = suggestions.value.length + 1;
      active.value = ((active.value + 1 + step + stops) % stops) - 1;
      nextTick(() => document.getElementById(`suggestion-${active.value}`)?.scrollIntoView({ block: 'nearest' }));
    }

    function choose(suggestion) {
      close();
      text.value = '';
      emit('choose', suggestion);
    }

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

    /** A press on the list must not take the focus from the field, which would close the list before the click. */
    const keepFocus = event => event.preventDefault();

    const option = (suggestion, index) => html`
      <li key=${`${suggestion.kind}:${suggestion.id ?? suggestion.text}`} id=${`suggestion-${index}`}
          class="suggestion" role="option" aria-selected=${index === active.value}
          data-kind=${suggestion.kind}
          onPointermove=${() => (active.value = index)}
          onClick=${() => choose(suggestion)}>
        <${ICONS[suggestion.kind] ?? TagIcon} />
        <span class="suggestion-text">${withMatch(suggestion.text, text.value.trim())}</span>
        <span class="suggestion-kind">
          ${suggestion.kind === 'title' && suggestion.year ? suggestion.year : (KINDS[suggestion.kind] ?? suggestion.kind)}
        </span>
      </li>
    `;

    return () => html`
      <form class="search-box" role="search" action="/" onSubmit=${submit}>
        <label class="visually-hidden" for="search-input">Search films and series</label>
        <${SearchIcon} />
        <input id="search-input" ref=${input} class="search-input" type="text" name="q" value=${text.value}
               placeholder=${props.placeholder} autocomplete="off" autocapitalize="none" spellcheck="false"
               enterkeyhint="search" maxlength="1000" role="combobox" aria-expanded=${open.value} aria-controls="suggestions"
               aria-autocomplete="list" aria-keyshortcuts="/"
               aria-activedescendant=${active.value >= 0 ? `suggestion-${active.value}` : null}
               onInput=${onInput} onKeydown=${onKeydown} onBlur=${close} />
        ${text.value
          ? html`
              <button type="button" class="icon-button search-clear" aria-label="Clear the search text" onClick=${clear}>
                <${CloseIcon} />
              </button>
            `
          : html`<kbd class="search-hint" aria-hidden="true">/</kbd>`}
        <button type="submit" class="search-submit">Search</button>
        <ul id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions" hidden=${!open.value}
            onMousedown=${keepFocus}>
          ${open.value && suggestions.value.map(option)}
        </ul>
        <span class="visually-hidden" role="status">
          ${open.value ? `${suggestions.value.length} suggestions; use the arrow keys` : ''}
        </span>
      </form>
    `;
  },
};

function withMatch(text, typed) {
  const start = text.toLowerCase().indexOf(typed.toLowerCase());
  if (start < 0) return text;
  const end = start + typed.length;
  return [text.slice(0, start), html`<b>${text.slice(start, end)}</b>`, text.slice(end)];
}
