import { onBeforeUnmount, shallowReactive } from './vendor.js';
import { firstPage, nextPage, relaxations, rememberAnswer, rememberedAnswer } from './catalogue.js';
import { latestOnly } from './latest.js';
import { hasFilters, searchHref } from './search-state.js';

/**
 * The answer on screen and what is under way.
 *
 * `answer` stays in place while the next one loads, so that nothing jumps; `search` is what `answer` answers.
 */
export function useSearch() {
  const state = shallowReactive({
    answer: null,
    search: null,
    loading: false,
    loadingMore: false,
    problem: null,
    moreProblem: null,
    ways: [],
  });
  const requests = latestOnly();
  const hints = latestOnly();

  /** Resolves to true when this search, and not a later one, is now on screen. */
  async function load(search, { fromMemory }) {
    hints.cancel();
    const remembered = fromMemory ? rememberedAnswer(searchHref(search)) : null;
    if (remembered) {
      requests.cancel();
      show(search, remembered);
      return true;
    }
    Object.assign(state, { loading: true, loadingMore: false, problem: null });
    const outcome = await requests.run(signal => firstPage(search, signal));
    if (!outcome) return false;
    if (outcome.error) Object.assign(state, { loading: false, problem: outcome.error, answer: null, search });
    else show(search, outcome.value);
    return !outcome.error;
  }

  /** Appends the next page; resolves to the index of its first hit, or null. */
  async function more() {
    const { answer, search } = state;
    Object.assign(state, { loadingMore: true, moreProblem: null });
    const outcome = await requests.run(signal => nextPage(search, answer, signal));
    if (!outcome) return null;
    state.loadingMore = false;
    if (outcome.error) {
      state.moreProblem = outcome.error;
      return null;
    }
    const page = outcome.value;
    state.answer = { ...answer, items: [...answer.items, ...page.items], nextCursor: page.nextCursor };
    rememberAnswer(searchHref(search), state.answer);
    return answer.items.length;
  }

  function show(search, answer) {
    Object.assign(state, { answer, search, loading: false, loadingMore: false, problem: null, moreProblem: null, ways: [] });
    rememberAnswer(searchHref(search), answer);
    if (answer.items.length === 0 && hasFilters(search)) findWays(search);
  }

  async function findWays(search) {
    const outcome = await hints.run(signal => relaxations(search, signal));
    state.ways = outcome?.value ?? [];
  }

  onBeforeUnmount(() => {
    requests.cancel();
    hints.cancel();
  });

  return { state, load, more };
}
