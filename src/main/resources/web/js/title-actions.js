import { html } from './vendor.js';
import { say } from './home.js';
import { LikeIcon, ListIcon, NotIcon, SeenIcon } from './icons.js';
import { marksOf } from './viewer.js';

/** What a visitor can say of a title. `labelled` shows the words beside the pictures. `origin`: see events.js. */
export function TitleActions({ id, name, origin, labelled }) {
  const { opinion, seen, listed } = marksOf(id);
  const action = (type, icon, word, pressed) => html`
    <button type="button" class=${['mark', labelled && 'mark-labelled']} data-mark=${type} aria-pressed=${String(pressed)}
            aria-label=${`${word}: ${name}`} title=${word} onClick=${() => say(toggled(type, pressed), id, origin)}>
      <${icon} />${labelled && html`<span>${word}</span>`}
    </button>
  `;
  return html`
    <div class="marks" role="group" aria-label=${`What you think of ${name}`}>
      ${action('like', LikeIcon, 'Like', opinion === 'like')}
      ${action('dislike', NotIcon, 'Not for me', opinion === 'dislike')}
      ${action('complete', SeenIcon, 'Seen', seen)}
      ${action('addToList', ListIcon, 'My list', listed)}
    </div>
  `;
}
TitleActions.props = ['id', 'name', 'origin', 'labelled'];

/** Only a list forgets; an opinion is replaced by another. */
function toggled(type, pressed) {
  return type === 'addToList' && pressed ? 'removeFromList' : type;
}
