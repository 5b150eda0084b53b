import { html, nextTick, ref } from './vendor.js';
import { AddWish } from './add-wish.js';
import { CloseIcon, NotIcon } from './icons.js';
import { clausesOf, likeTheName, readingOf, turnedClause, withoutClause } from './reading.js';
import { filterOf, withReading } from './search-state.js';

/**
 * How the search was read, as chips: each can be dropped, turned around, and new ones added. Knows nothing of requests:
 * emits the search that the edit makes. Null `answer` is on its way.
 */
export const ReadingBar = {
  props: { search: Object, answer: Object },
  emits: ['refine'],
  setup(props, { emit }) {
    const list = ref(null);

    /** What is searched for: as edited, or else as the service read it; null while it is not known. */
    function reading() {
      if (props.search.reading) return props.search.reading;
      const read = props.answer?.interpretation;
      return read && read.parser !== 'none' ? readingOf(read, filterOf(props.search)) : null;
    }

    const edit = next => emit('refine', withReading(props.search, next));

    function drop(clause, index) {
      edit(withoutClause(reading(), clause.key));
      // the button that had the focus is gone: its neighbour takes it
      nextTick(() => {
        const left = list.value?.querySelectorAll('.reading-drop') ?? [];
        const next = left[Math.min(index, left.length - 1)] ?? list.value?.querySelector('.add-open');
        (next ?? document.getElementById('search-input')).focus();
      });
    }

    /** A turned wish changes lists, and with it its place: the focus follows it. */
    function turn(clause) {
      const next = turnedClause(reading(), clause.key);
      const known = clausesOf(reading()).map(one => one.label);
      edit(next);
      nextTick(() => {
        const place = clausesOf(next).findIndex(one => !known.includes(one.label));
        list.value?.querySelectorAll('.reading-turn')[place]?.focus();
      });
    }

    const plainName = label => label.replace(/^not /, '');

    const chip = (clause, index, turns) => html`
      <li key=${clause.key} class=${['reading-chip', clause.negated && 'is-negated', `is-${clause.type}`]}
          data-clause=${clause.key}>
        <span class="reading-label" title=${clause.label.length > 60 ? clause.label : null}>${clause.label}</span>
        ${turns && html`
          <button type="button" class="reading-turn" aria-pressed=${clause.negated}
                  aria-label=${`Not: ${plainName(clause.label)}`}
                  title=${clause.negated ? 'Ask for it after all' : 'Turn to “not”'} onClick=${() => turn(clause)}>
            <${NotIcon} />
          </button>
        `}
        <button type="button" class="reading-drop" aria-label=${`Remove ${clause.label}`} title="Remove"
                onClick=${() => drop(clause, index)}>
          <${CloseIcon} />
        </button>
      </li>
    `;

    function more(read) {
      return html`
        ${read.kind === 'name' && read.anchors.length > 0 && html`
          <li key="like">
            <button type="button" class="link-button reading-like" onClick=${() => edit(likeTheName(read))}>
              ${read.anchors[0].person ? 'Find titles like theirs' : 'Find something like it'}
            </button>
          </li>
        `}
        <li key="add" class="reading-add"><${AddWish} reading=${read} onAdd=${edit} /></li>
        ${props.search.reading && props.search.query && html`
          <li key="reset">
            <button type="button" class="link-button reading-reset"
                    onClick=${() => emit('refine', { ...props.search, reading: null })}>
              Back to what I typed
            </button>
          </li>
        `}
      `;
    }

    return () => {
      const read = reading();
      const hidden = props.answer?.interpretation.parser === 'none' && !props.search.reading;
      if (hidden) return null;
      return html`
        <section class="reading" aria-labelledby="reading-heading" aria-busy=${read === null}>
          <h2 id="reading-heading" class="reading-heading">${read ? headingOf(read) : 'Understood as'}</h2>
          <ul ref=${list} class="reading-list">
            ${read
              ? [...clausesOf(read).map((clause, index) => chip(clause, index, canTurn(read, clause))), more(read)]
              : html`<li class="reading-chip reading-bone bone" aria-hidden="true"></li>`}
          </ul>
        </section>
      `;
    };
  },
};

function headingOf({ kind, anchors }) {
  if (kind === 'name') return anchors[0]?.person ? 'Looking for titles of' : 'Looking for the title';
  return kind === 'description' ? 'Looking for the one title that this tells of' : 'Understood as';
}

/** Who looks for one title by name or by its plot cannot look for anything but that. */
function canTurn({ kind }, { type }) {
  return type !== 'name' && !(kind === 'description' && type === 'text');
}
