import { computed, html, nextTick, onBeforeUnmount, onMounted, ref, watch } from './vendor.js';
import { ActiveFilters } from './active-filters.js';
import { announce } from './announcer.js';
import { Facets } from './facets.js';
import { FilterSheet } from './filter-sheet.js';
import { capitalised, countLabel, totalLabel } from './labels.js';
import { ErrorNotice, WarningList } from './notices.js';
import { EmptyNotice, ResultList, ResultSkeleton, ResultStatus, ShowMore } from './results.js';
import { navigate, route } from './router.js';
import { SearchOptions } from './search-options.js';
import { ReadingBar } from './reading-bar.js';
import { activeFilters, askedText, isAsked, isHome, parseSearch, searchHref } from './search-state.js';
import { useSearch } from './use-search.js';

const wideScreen = matchMedia('(min-width: 900px)');

/** The catalogue: browsed when nothing is asked, else the answer to a search, with everything that narrows it. */
export const SearchView = {
  setup() {
    const { state, load, more } = useSearch();
    const search = computed(() => parseSearch(route.search ?? ''));
    const wide = ref(wideScreen.matches);
    const results = ref(null);

    const onWidth = () => (wide.value = wideScreen.matches);
    onMounted(() => wideScreen.addEventListener('change', onWidth));
    onBeforeUnmount(() => wideScreen.removeEventListener('change', onWidth));

    watch(() => route.visit, () => route.view === 'search' && run(), { immediate: true });

    async function run() {
      const asked = search.value;
      document.title = pageTitle(asked);
      const shown = await load(asked, { fromMemory: route.arrival === 'restore' });
      if (shown) announce(`${totalLabel(state.answer.total)}${isAsked(asked) ? ` for ${askedText(asked)}` : ''}`);
    }

    function refine(next) {
      navigate(searchHref(next), { arrival: 'stay' });
    }

    async function showMore() {
      const firstNew = await more();
      if (firstNew === null) return;
      await nextTick();
      announce(`${countLabel(state.answer.items.length)} of ${totalLabel(state.answer.total)} shown`);
      results.value.querySelectorAll('.card-link')[firstNew]?.focus({ preventScroll: true });
    }

    /** Null while the counts are on their way. */
    const facetCounts = () => state.answer?.facets ?? (state.problem ? {} : null);

    /** Whether the answer at hand is that of this search. */
    const answered = () => state.answer !== null && searchHref(state.search) === searchHref(search.value);

    const sidebar = () => html`
      <aside class="sidebar" aria-label="Filters">
        <${Facets} search=${search.value} facets=${facetCounts()} onRefine=${refine} />
      </aside>
    `;

    const filterSheet = filterCount => html`
      <${FilterSheet} search=${search.value} facets=${facetCounts()} activeCount=${filterCount} onRefine=${refine}
                      doneLabel=${state.answer ? `Show ${totalLabel(state.answer.total)}` : 'Show titles'} />
    `;

    function content() {
      const { answer, problem, moreProblem } = state;
      if (problem) return html`<${ErrorNotice} problem=${problem} onRetry=${run} />`;
      if (!answer) return html`<${ResultSkeleton} explained=${isAsked(search.value)} />`;
      if (answer.items.length === 0) {
        return html`<${EmptyNotice} search=${state.search} ways=${state.ways} onRefine=${refine} />`;
      }
      return [
        html`<${ResultList} items=${answer.items} explained=${isAsked(state.search)} />`,
        moreProblem && html`<${ErrorNotice} problem=${moreProblem} onRetry=${showMore} />`,
        answer.nextCursor && !moreProblem && html`
          <${ShowMore} shown=${answer.items.length} total=${answer.total} loading=${state.loadingMore} onMore=${showMore} />
        `,
      ];
    }

    return () => {
      const filterCount = activeFilters(search.value).length;
      return html`
        <div class="search-view">
          <div class="search-head">
            <div class="search-head-text">
              ${heading(search.value)}
              <${ResultStatus} answer=${state.answer} pending=${!state.problem} />
            </div>
            <div class="toolbar">
              ${!wide.value && filterSheet(filterCount)}
              <${SearchOptions} search=${search.value} onRefine=${refine} />
            </div>
          </div>
          ${isAsked(search.value) && (search.value.reading || !state.problem) && html`
            <${ReadingBar} search=${search.value} answer=${answered() ? state.answer : null} onRefine=${refine} />
          `}
          ${filterCount > 0 && html`<${ActiveFilters} search=${search.value} onRefine=${refine} />`}
          ${state.answer?.warnings?.length > 0 && html`<${WarningList} warnings=${state.answer.warnings} />`}
          <div class="search-columns">
            ${wide.value && sidebar()}
            <section ref=${results} class=${['search-results', state.loading && 'is-loading']} aria-label="Results"
                     aria-busy=${state.loading}>
              ${!isHome(search.value) && html`<h2 class="visually-hidden">Results</h2>`}
              ${content()}
            </section>
          </div>
        </div>
      `;
    };
  },
};

/** The front page has its own first-level heading, above the search field. */
function heading(search) {
  if (isHome(search)) return html`<h2 class="view-heading">The catalogue</h2>`;
  const text = isAsked(search)
    ? [html`<span class="view-heading-quiet">Results for </span>`, search.reading ? askedText(search) : `“${search.query}”`]
    : filterNames(search);
  return html`<h1 class="view-heading" tabindex="-1">${text}</h1>`;
}

function filterNames(search) {
  const names = activeFilters(search).map(chip => chip.label);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and more` : names.join(', ');
}

function pageTitle(search) {
  if (isHome(search)) return 'Kindred – films and series by words, story and feel';
  if (search.reading) return `${capitalised(askedText(search))} – Kindred`;
  return `${search.query ? `“${search.query}”` : filterNames(search)} – Kindred`;
}
