import { html } from './vendor.js';
import { Cover } from './cover.js';
import { highlightPieces } from './highlight.js';
import { capitalised, runtimeLabel, yearLabel } from './labels.js';
import { titleHref } from './search-state.js';

const SOURCES = { lexical: 'Words', story: 'Story', feel: 'Feel', people: 'People', popularity: 'Well known' };

/** One hit of a search. `explained` adds what the text matched and which sources found it. */
export function ResultCard({ hit, explained }) {
  const { title, profile } = hit;
  return html`
    <article class=${['card', explained && 'card-explained']}>
      <div class="card-cover"><${Cover} title=${title} moods=${profile?.moods} /></div>
      <div class="card-text">
        <h3 class="card-name">
          <a class="card-link" href=${titleHref(hit.id)}>${name(hit)}</a>
        </h3>
        <p class="card-facts">${facts(title)}</p>
        ${genres(title)}
        ${summary(hit, explained)}
        ${explained && hit.sources?.length > 0 && why(hit)}
      </div>
    </article>
  `;
}
ResultCard.props = ['hit', 'explained'];

export function SkeletonCard({ explained }) {
  return html`
    <div class=${['card', 'card-skeleton', explained && 'card-explained']}>
      <div class="card-cover"><div class="cover bone"></div></div>
      <div class="card-text">
        <span class="bone bone-name"></span><span class="bone bone-line"></span><span class="bone bone-line"></span>
      </div>
    </div>
  `;
}
SkeletonCard.props = ['explained'];

function name({ title, highlights }) {
  return highlights?.name?.length > 0 ? marked(highlights.name[0]) : title.name;
}

function facts(title) {
  return [yearLabel(title), runtimeLabel(title.runtimeMinutes), title.kind === 'series' && 'series']
    .filter(Boolean)
    .join(' · ');
}

function genres(title) {
  return title.genres?.length > 0 && html`<p class="card-genres">${title.genres.slice(0, 3).join(', ')}</p>`;
}

function summary(hit, explained) {
  const matched = explained ? hit.highlights?.synopsis : null;
  if (matched?.length > 0) return html`<p class="card-summary">${marked(matched.join(' … '))}</p>`;
  const text = hit.profile?.pitch ?? hit.title.synopsis;
  return text && html`<p class="card-summary">${text}</p>`;
}

function marked(highlighted) {
  return highlightPieces(highlighted).map(piece => (piece.marked ? html`<em class="match">${piece.text}</em>` : piece.text));
}

function why(hit) {
  return html`
    <details class="why">
      <summary>
        <span class="why-label">Why</span>
        ${hit.sources.map(source => html`<span class="why-source">${sourceName(source)}</span>`)}
      </summary>
      <ul class="why-list">
        ${hit.reasons?.filter(reason => reason.text).map(reason => html`<li>${reason.text}</li>`)}
        <li>${ranks(hit.sources)}</li>
      </ul>
    </details>
  `;
}

function sourceName({ name }) {
  return SOURCES[name] ?? name;
}

function ranks(sources) {
  return capitalised(sources.map(source => `no. ${source.rank} by ${sourceName(source).toLowerCase()}`).join(', '));
}
