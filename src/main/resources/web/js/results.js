import { html } from './vendor.js';
import { capitalised, countLabel, fieldLabel, totalLabel } from './labels.js';
import { ResultCard, SkeletonCard } from './result-card.js';
import { fieldSummary } from './search-state.js';

const LESS_WISHED = 'Take something of the above away, or turn it around.';
const PLAINER_WORDS = 'Try fewer or plainer words, or describe what happens and how it should feel instead of naming it.';
const SKELETONS = Array.from({ length: 15 }, (_, index) => index);
const layoutOf = explained => (explained ? 'results-explained' : 'results-grid');

/** How much was found, and how fast. */
export function ResultStatus({ answer, pending }) {
  if (!answer) return html`<p class="status quiet">${pending ? 'Searching…' : ''}</p>`;
  const milliseconds = elapsed(answer.timings);
  return html`
    <p class="status quiet">
      <span class="result-count">${capitalised(totalLabel(answer.total))}</span>
      ${milliseconds !== null && html`<span class="result-time"> in ${milliseconds} ms</span>`}
    </p>
  `;
}
ResultStatus.props = ['answer', 'pending'];

export function ResultList({ items, explained }) {
  return html`
    <ol class=${['results', layoutOf(explained)]}>
      ${items.map(hit => html`
        <li key=${hit.id} class="result" data-id=${hit.id}><${ResultCard} hit=${hit} explained=${explained} /></li>
      `)}
    </ol>
  `;
}
ResultList.props = ['items', 'explained'];

export function ResultSkeleton({ explained }) {
  return html`
    <div class=${['results', layoutOf(explained)]} aria-hidden="true">
      ${SKELETONS.map(key => html`<${SkeletonCard} key=${key} explained=${explained} />`)}
    </div>
  `;
}
ResultSkeleton.props = ['explained'];

export function ShowMore({ shown, total, loading, onMore }) {
  return html`
    <p class="more">
      <button type="button" class="button button-plain show-more" disabled=${loading} onClick=${onMore}>
        ${loading ? 'Loading…' : 'Show more'}
      </button>
      <span class="quiet">${countLabel(shown)} of ${totalLabel(total)}</span>
    </p>
  `;
}
ShowMore.props = ['shown', 'total', 'loading', 'onMore'];

/** Says what to drop, with what that would find; `ways` come from trying it. */
export function EmptyNotice({ search, ways, onRefine }) {
  return html`
    <section class="notice notice-empty">
      <h2 class="notice-title">Nothing in the catalogue fits all of that</h2>
      ${ways.length > 0
        ? [
            html`<p>It would, with less narrowing:</p>`,
            html`<ul class="ways">${ways.map(way => wayOut(way, search, onRefine))}</ul>`,
          ]
        : html`<p>${search.reading ? LESS_WISHED : PLAINER_WORDS}</p>`}
      <p class="notice-actions"><a class="button button-plain" href="/">Browse everything</a></p>
    </section>
  `;
}
EmptyNotice.props = ['search', 'ways', 'onRefine'];

function wayOut(way, search, onRefine) {
  const label =
    way.field === null
      ? 'Without any filter'
      : `Without ${fieldLabel(way.field).toLowerCase()} ${fieldSummary(search, way.field)}`;
  return html`
    <li key=${way.field}>
      <button type="button" class="way" onClick=${() => onRefine(way.search)}>
        <span>${label}</span><span class="quiet">${totalLabel(way.total)}</span>
      </button>
    </li>
  `;
}

/** Whole milliseconds over all stages of the answer, or null when the server does not tell. */
function elapsed(timings = {}) {
  const stages = Object.values(timings).filter(Number.isFinite);
  if (stages.length === 0) return null;
  return Math.max(1, Math.round(timings.total ?? stages.reduce((sum, time) => sum + time, 0)));
}
