import { html, ref } from './vendor.js';
import { FilterLink } from './filter-links.js';
import { forgetMe } from './home.js';

const KINDS = [
  ['genres', 'genres', 'Genres'],
  ['themes', 'themes', 'Stories of'],
  ['people', 'people', 'People'],
];
const SHOWN = 6;

/** What the service believes of the visitor, why, and the way to have it forgotten. */
export const TastePanel = {
  props: { taste: Object },
  setup(props) {
    const asking = ref(false);
    const problem = ref(null);

    async function erase() {
      try {
        await forgetMe();
      } catch (failed) {
        problem.value = failed;
      }
      asking.value = false;
    }

    const forgetting = () => asking.value
      ? html`
          <p class="taste-actions">
            <span>Everything this service knows of you is erased.</span>
            <button type="button" class="button" onClick=${erase}>Forget me</button>
            <button type="button" class="button button-plain" onClick=${() => (asking.value = false)}>Keep</button>
          </p>
        `
      : html`<p class="taste-actions"><button type="button" class="link-button" onClick=${() => (asking.value = true)}>Forget me…</button></p>`;

    return () => {
      const { taste } = props;
      return html`
        <details class="taste">
          <summary><span class="taste-label">Your taste</span> <span class="taste-text">${taste.text}</span></summary>
          <dl class="taste-list">
            ${KINDS.map(([list, field, label]) => kind(taste[list] ?? [], field, label))}
          </dl>
          ${problem.value && html`<p class="warnings" role="alert">${problem.value.title}: ${problem.value.detail}</p>`}
          ${forgetting()}
        </details>
      `;
    };
  },
};

function kind(affinities, field, label) {
  const liked = affinities.filter(one => one.score > 0).slice(0, SHOWN);
  return liked.length > 0 && html`
    <div class="taste-kind">
      <dt>${label}</dt>
      ${liked.map(one => html`
        <dd key=${one.name}>
          <${FilterLink} field=${field} value=${one.name} />
          <span class="quiet"> from ${one.because.slice(0, 2).map(title => title.name).join(', ')}</span>
        </dd>
      `)}
    </div>
  `;
}
