import { shallowReactive } from './vendor.js';
import * as api from './api.js';
import { announce, complaint } from './announcer.js';
import { remember } from './catalogue.js';
import { context, tell } from './events.js';
import { latestOnly } from './latest.js';
import { forget, mark, restore, viewer, welcome } from './viewer.js';

/** The rows of the front page and what stands around them, kept while other pages are looked at. */
const ROW_LENGTH = 14;
const ASKED = 8;

/** `changed`: whether something was told since the rows were made. */
export const home = shallowReactive({ rows: null, questions: null, taste: null, problem: null, loading: false, changed: false });

const requests = latestOnly();

/** Rows are kept for who comes back to the page; otherwise they are made anew. */
export async function loadHome({ fromMemory = false } = {}) {
  if (fromMemory && home.rows) return;
  Object.assign(home, { loading: true, problem: null });
  const outcome = await requests.run(signal => everything(signal));
  if (!outcome) return;
  if (outcome.error) Object.assign(home, { loading: false, problem: outcome.error });
  else Object.assign(home, { loading: false, changed: false, ...outcome.value });
}

export async function refreshHome(message) {
  await loadHome();
  announce(home.problem ? home.problem.title : message);
}

/** `like`, `dislike`, `complete` (seen), `addToList` or `removeFromList`. Shown at once, taken back when it cannot be told. */
export async function say(type, titleId, origin) {
  const { opinions, seen, listed } = viewer;
  mark(titleId, MARKS[type]);
  complaint.value = '';
  try {
    await tell(type, titleId, origin);
  } catch (problem) {
    restore({ opinions, seen, listed });
    complaint.value = `Not noted: ${problem.detail ?? problem.title}`;
    return;
  }
  home.changed = home.rows !== null;
  announce(NOTED[type]);
  home.taste = await taste();
}

const MARKS = {
  like: { opinion: 'like' },
  dislike: { opinion: 'dislike' },
  complete: { seen: true },
  addToList: { listed: true },
  removeFromList: { listed: false },
};
const NOTED = {
  like: 'Noted that you like it',
  dislike: 'Noted that you do not like it',
  complete: 'Noted that you have seen it',
  addToList: 'Put on your list',
  removeFromList: 'Taken off your list',
};

/** What the first questions were answered with. */
export async function answerQuestions(titleIds) {
  await Promise.all(titleIds.map(id => tell('like', id, {})));
  titleIds.forEach(id => mark(id, MARKS.like));
  welcome();
  await refreshHome('Your page now follows what you picked');
}

/** Everything under the visitor's id is erased, here and at the service. Rejects with the service's problem. */
export async function forgetMe() {
  if (viewer.id) await api.eraseUser(viewer.id).catch(problem => {
    if (problem.status !== 404) throw problem;
  });
  forget();
  await refreshHome('You are forgotten');
}

async function everything(signal) {
  const isNew = !viewer.welcomed && Object.keys(viewer.opinions).length === 0 && viewer.seen.length === 0;
  const [answer, questions, known] = await Promise.all([
    api.rows({ ...(viewer.id && { userId: viewer.id }), context: context(), limit: ROW_LENGTH }, signal),
    isNew ? api.onboarding(ASKED, signal).then(found => found.items) : null,
    taste(signal),
  ]);
  answer.rows.forEach(row => remember(row.items));
  return { rows: answer.rows, questions: questions?.length >= 3 ? questions : null, taste: known };
}

/** Null while the service knows nothing of the visitor; a failure costs only the panel. */
async function taste(signal) {
  if (!viewer.id) return null;
  const known = await api.taste(viewer.id, signal).catch(() => null);
  return known?.historyTitles > 0 ? known : null;
}
