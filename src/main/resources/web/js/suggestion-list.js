import { html, nextTick, ref } from './vendor.js';
import * as api from './api.js';
import { FilmIcon, MoodIcon, PersonIcon, TagIcon } from './icons.js';
import { latestOnly } from './latest.js';
import { viewer } from './viewer.js';

const DEBOUNCE_MS = 80;
const LIMIT = 8;
const ICONS = { title: FilmIcon, person: PersonIcon, genre: TagIcon, theme: TagIcon, mood: MoodIcon };
const KINDS = { title: 'Title', person: 'Person', genre: 'Genre', theme: 'Theme', mood: 'Mood' };

/**
 * What a field with suggestions does: a combobox with a list popup (ARIA 1.2). The typed text is never replaced by a
 * suggestion; a suggestion is only ever chosen.
 *
 * @param id prefix of the ids of the options; the list has this id with an `s`
 * @param input ref of the field
 * @param onChoose takes the chosen suggestion
 * @param onSubmit Enter without a choice
 * @param onEscape Escape while no list is open
 */
export function useSuggestions({ id, input, onChoose, onSubmit, onEscape }) {
  const text = ref('');
  const suggestions = ref([]);
  const open = ref(false);
  const active = ref(-1);
  const requests = latestOnly();
  let timer = 0;

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
    const outcome = await requests.run(signal => api.suggest(text.value.trim(), viewer.id, LIMIT, signal));
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
        else onEscape();
        break;
      case 'Enter':
        event.preventDefault();
        if (open.value && active.value >= 0) choose(suggestions.value[active.value]);
        else onSubmit();
        break;
    }
  }

  /** Moves through the options and, between last and first, back to the field itself. */
  function move(step) {
    const stops = suggestions.value.length + 1;
    active.value = ((active.value + 1 + step + stops) % stops) - 1;
    nextTick(() => document.getElementById(optionId(active.value))?.scrollIntoView({ block: 'nearest' }));
  }

  function choose(suggestion) {
    close();
    text.value = '';
    onChoose(suggestion);
  }

  const optionId = index => `${id}-${index}`;

  /** A press on the list must not take the focus from the field, which would close the list before the click. */
  const keepFocus = event => event.preventDefault();

  const option = (suggestion, index) => html`
    <li key=${`${suggestion.kind}:${suggestion.id ?? suggestion.text}`} id=${optionId(index)}
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

  const list = () => html`
    <ul id=${`${id}s`} class="suggestions" role="listbox" aria-label="Suggestions" hidden=${!open.value}
        onMousedown=${keepFocus}>
      ${open.value && suggestions.value.map(option)}
    </ul>
    <span class="visually-hidden" role="status">
      ${open.value ? `${suggestions.value.length} suggestions; use the arrow keys` : ''}
    </span>
  `;

  /** Attributes of the field. */
  const field = () => ({
    type: 'text',
    value: text.value,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    role: 'combobox',
    'aria-expanded': open.value,
    'aria-controls': `${id}s`,
    'aria-autocomplete': 'list',
    'aria-activedescendant': active.value >= 0 ? optionId(active.value) : null,
    onInput,
    onKeydown,
    onBlur: close,
  });

  return { text, close, field, list };
}

function withMatch(text, typed) {
  const start = text.toLowerCase().indexOf(typed.toLowerCase());
  if (start < 0) return text;
  const end = start + typed.length;
  return [text.slice(0, start), html`<b>${text.slice(start, end)}</b>`, text.slice(end)];
}
