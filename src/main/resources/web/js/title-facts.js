import { html } from './vendor.js';
import { FilterLink } from './filter-links.js';

const MAKERS = [
  ['director', 'Directed by'],
  ['creator', 'Created by'],
  ['writer', 'Written by'],
  ['composer', 'Music by'],
];
const SITES = {
  imdb: { name: 'IMDb', id: /^tt\d+$/, href: id => `https://www.imdb.com/title/${id}/` },
  tmdb: {
    name: 'TMDB',
    id: /^\d+$/,
    href: (id, kind) => `https://www.themoviedb.org/${kind === 'series' ? 'tv' : 'movie'}/${id}`,
  },
  movielens: { name: 'MovieLens', id: /^\d+$/, href: id => `https://movielens.org/movies/${id}` },
};

/** Who made a title, where it comes from, where else it is described. */
export function TitleFacts({ title }) {
  const people = title.people ?? [];
  const inRole = role => people.filter(person => person.role === role);
  return html`
    <aside class="title-side" aria-label="Facts">
      <dl class="facts people">
        ${MAKERS.map(([role, label]) => fact(label, inRole(role).map(personLink)))}
        ${fact('With', inRole('cast').map(castMember))}
      </dl>
      <dl class="facts">
        ${fact(title.countries?.length > 1 ? 'Countries' : 'Country', links('countries', title.countries))}
        ${fact(title.languages?.length > 1 ? 'Languages' : 'Language', links('languages', title.languages))}
        ${fact('Elsewhere', externalLinks(title))}
      </dl>
    </aside>
  `;
}
TitleFacts.props = ['title'];

function fact(term, values) {
  return values.length > 0 &&
    html`<div class="fact"><dt>${term}</dt>${values.map(value => html`<dd>${value}</dd>`)}</div>`;
}

function links(field, values = []) {
  return values.map(value => html`<${FilterLink} field=${field} value=${value} />`);
}

function personLink({ name }) {
  return html`<${FilterLink} field="people" value=${name} />`;
}

function castMember(person) {
  return [personLink(person), person.character && html`<span class="quiet character">${person.character}</span>`];
}

/** Only ids of the expected form become addresses; anything else is not shown. */
function externalLinks({ links: ids = {}, kind }) {
  return Object.entries(SITES)
    .filter(([key, site]) => site.id.test(ids[key] ?? ''))
    .map(([key, site]) => html`
      <a class="text-link" rel="noopener noreferrer" href=${site.href(ids[key], kind)}>${site.name}</a>
    `);
}
