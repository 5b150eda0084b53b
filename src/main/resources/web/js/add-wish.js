import { html, nextTick, ref } from './vendor.js';
import { CloseIcon, PlusIcon } from './icons.js';
import { MAX_WISH, withAnchor, withCondition, withWish } from './reading.js';
import { useSuggestions } from './suggestion-list.js';

/** A button that becomes a small field: a word, or a title, person, genre, mood by suggestion, joins the reading. */
export const AddWish = {
  props: { reading: Object },
  emits: ['add'],
  setup(props, { emit }) {
    const adding = ref(false);
    const input = ref(null);
    const button = ref(null);
    const { text, close, field, list } = useSuggestions({
      id: 'add-suggestion',
      input,
      onChoose: choose,
      onSubmit: submit,
      onEscape: cancel,
    });

    function start() {
      adding.value = true;
      nextTick(() => input.value.focus());
    }

    function cancel() {
      close();
      text.value = '';
      adding.value = false;
      nextTick(() => button.value?.focus());
    }

    function add(reading) {
      emit('add', reading);
      cancel();
    }

    function choose({ kind, id, text: name }) {
      if (kind === 'title') add(withAnchor(props.reading, { titleId: id, name }));
      else if (kind === 'person') add(withAnchor(props.reading, { person: name }));
      else if (kind === 'genre') add(withCondition(props.reading, { field: 'genres', eq: name }));
      else add(withWish(props.reading, name));
    }

    function submit() {
      const typed = text.value.trim();
      if (typed === '') cancel();
      else add(withWish(props.reading, typed));
    }

    return () =>
      adding.value
        ? html`
            <div class="add-wish">
              <input ...${field()} ref=${input} class="add-input" aria-label="Add a wish, or a title to be like"
                     placeholder="hopeful, not gory, a title" enterkeyhint="done" maxlength=${MAX_WISH} />
              <button type="button" class="reading-drop" aria-label="Cancel adding" title="Cancel" onClick=${cancel}>
                <${CloseIcon} />
              </button>
              ${list()}
            </div>
          `
        : html`
            <button ref=${button} type="button" class="add-open" onClick=${start}><${PlusIcon} /> Add</button>
          `;
  },
};
