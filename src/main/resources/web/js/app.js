import { computed, html, watchEffect } from './vendor.js';
import { announcement, complaint } from './announcer.js';
import { BrandMark, CloseIcon, MoonIcon, SunIcon } from './icons.js';
import { HomeView } from './home-view.js';
import { JobsView } from './jobs-view.js';
import { KeyDialog } from './key-dialog.js';
import { NotFound } from './not-found.js';
import { navigate, route } from './router.js';
import { SearchBox } from './search-box.js';
import { EMPTY_SEARCH, filterHref, isHome, parseSearch, searchHref, titleHref } from './search-state.js';
import { SearchView } from './search-view.js';
import { currentTheme, toggleTheme } from './theme.js';
import { TitleView } from './title-view.js';

const EXAMPLES = [
  'a heist that goes wrong but stays funny',
  'slow, rainy, melancholy science fiction',
  'animation by Hayao Miyazaki',
  'Nordic crime series',
];
const FACET_OF_SUGGESTION = { person: 'people', genre: 'genres', theme: 'themes', mood: 'moods' };

export const App = {
  setup() {
    const search = computed(() => (route.view === 'search' ? parseSearch(route.search) : EMPTY_SEARCH));
    const home = computed(() => route.view === 'search' && isHome(search.value));

    watchEffect(() => document.documentElement.classList.toggle('is-home', home.value));

    /** A new text keeps the filters that are in view; they show as chips above the results. */
    function searchFor(query) {
      navigate(searchHref({ ...search.value, query, reading: null }), { arrival: 'submit' });
    }

    function choose({ kind, id, text }) {
      if (kind === 'title' && id) navigate(titleHref(id));
      else if (FACET_OF_SUGGESTION[kind]) navigate(filterHref(FACET_OF_SUGGESTION[kind], text));
      else searchFor(text);
    }

    function skip(event) {
      event.preventDefault();
      document.getElementById('main').focus();
    }

    const themeToggle = () => {
      const other = currentTheme() === 'dark' ? 'light' : 'dark';
      return html`
        <button type="button" class="icon-button theme-toggle" aria-label=${`Switch to the ${other} theme`}
                onClick=${toggleTheme}>
          <${other === 'light' ? SunIcon : MoonIcon} />
        </button>
      `;
    };

    const placeholder = () => (home.value ? 'a quiet love story in Hong Kong' : 'Search films and series');

    const hero = () => html`
      <div class="hero">
        <h1 class="hero-heading" tabindex="-1">Say what you are in the mood for.</h1>
        <p class="hero-text">
          Describe a plot, a feeling or a face. Kindred finds films and series by what is written about them, what
          happens in them and how they feel.
        </p>
      </div>
    `;

    const examples = () => html`
      <ul class="chips examples" aria-label="Examples">
        ${EXAMPLES.map(query => html`
          <li key=${query}><a class="chip" href=${searchHref({ ...EMPTY_SEARCH, query })}>${query}</a></li>
        `)}
      </ul>
    `;

    const view = () => {
      if (route.view === 'title') return html`<${TitleView} id=${route.id} />`;
      if (route.view === 'jobs') return html`<${JobsView} />`;
      if (home.value) return [html`<${HomeView} key="home" />`, html`<${SearchView} key="search" />`];
      if (route.view === 'search') return html`<${SearchView} key="search" />`;
      return html`<${NotFound} what="page" />`;
    };

    return () => html`
      <a class="skip-link" href="#main" onClick=${skip}>Skip to the content</a>
      <header class="site-header">
        <a class="brand" href="/"><${BrandMark} /><span class="brand-name">Kindred</span></a>
        ${home.value && hero()}
        <${SearchBox} key="search" query=${search.value.query} visit=${route.visit} placeholder=${placeholder()}
                      onSearch=${searchFor} onChoose=${choose} />
        ${home.value && examples()}
        ${themeToggle()}
      </header>
      <main id="main" tabindex="-1">${view()}</main>
      <footer class="site-footer">
        <p>Kindred finds films and series by words, by story and by feel.</p>
        <p><a class="text-link" href="/jobs">Jobs</a> <a class="text-link" href="/docs">API</a></p>
      </footer>
      <p class="visually-hidden" role="status" aria-live="polite" id="announcer">${announcement.value}</p>
      <div class="complaint" role="alert">
        ${complaint.value && html`
          <p>${complaint.value}</p>
          <button type="button" class="icon-button" aria-label="Close" onClick=${() => (complaint.value = '')}><${CloseIcon} /></button>
        `}
      </div>
      <${KeyDialog} />
    `;
  },
};
