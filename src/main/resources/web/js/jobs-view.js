import { html, onBeforeUnmount, shallowReactive } from './vendor.js';
import { announce } from './announcer.js';
import * as api from './api.js';
import { countLabel, durationLabel, JOB_KINDS, JOB_STATES } from './labels.js';
import { latestOnly } from './latest.js';
import { ErrorNotice } from './notices.js';
import { keepFocusOnHeading } from './router.js';

const SHOWN = 20;
const EVERY_MILLIS = 1000;
const WHEN_QUIET_MILLIS = 5000;
const UNFINISHED = ['queued', 'running'];

/** Imports, rebuilds, trainings and backups, the newest first, as they come along. */
export const JobsView = {
  setup() {
    const state = shallowReactive({ jobs: null, problem: null, cancelling: new Set() });
    const requests = latestOnly();
    let timer = 0;
    let gone = false;
    document.title = 'Jobs – Kindred';

    async function load() {
      clearTimeout(timer);
      const first = state.jobs === null;
      const outcome = await requests.run(signal => api.jobs(SHOWN, signal));
      if (!outcome || gone) return;
      if (outcome.error) {
        state.problem = outcome.error;
        return;
      }
      tellWhatEnded(state.jobs ?? [], outcome.value.items);
      Object.assign(state, { jobs: outcome.value.items, problem: null });
      if (first) keepFocusOnHeading();
      timer = setTimeout(load, state.jobs.some(isUnfinished) ? EVERY_MILLIS : WHEN_QUIET_MILLIS);
    }

    async function cancel(job) {
      state.cancelling = new Set(state.cancelling).add(job.id);
      try {
        await api.cancelJob(job.id);
        announce(`${job.subject} is being cancelled`);
      } catch (error) {
        if (error.status !== 409) state.problem = error; // 409: it was over just before
      }
      load();
    }

    load();
    onBeforeUnmount(() => {
      gone = true;
      clearTimeout(timer);
      requests.cancel();
    });

    const list = () =>
      state.jobs.length === 0
        ? html`<p class="quiet">Nothing was imported, rebuilt or trained yet.</p>`
        : html`
            <ul class="jobs">
              ${state.jobs.map(job => jobCard(job, state.cancelling.has(job.id), () => cancel(job)))}
            </ul>
          `;

    return () => html`
      <div class="jobs-view" aria-busy=${state.jobs === null && !state.problem}>
        <h1 class="view-heading" tabindex="-1">Jobs</h1>
        ${state.problem && html`<${ErrorNotice} problem=${state.problem} onRetry=${load} />`}
        ${state.jobs && list()}
      </div>
    `;
  },
};

function jobCard(job, cancelling, onCancel) {
  const kind = JOB_KINDS[job.kind] ?? job.kind;
  const heading = `job-${job.id}`;
  return html`
    <li class="job" key=${job.id} data-state=${job.state}>
      <div class="job-head">
        <h2 class="job-heading" id=${heading}>${kind}: ${job.subject}</h2>
        <p class="job-state">${JOB_STATES[job.state] ?? job.state}</p>
      </div>
      ${job.state === 'running' && progress(job, heading)}
      <p class="job-facts">${facts(job)}</p>
      ${job.detail && html`<p class="quiet job-detail">${job.detail}</p>`}
      ${job.rejected > 0 && rejects(job)}
      ${isUnfinished(job) && html`
        <p>
          <button type="button" class="button button-plain" disabled=${cancelling} aria-describedby=${heading}
                  onClick=${onCancel}>${cancelling ? 'Cancelling…' : 'Cancel'}</button>
        </p>
      `}
    </li>
  `;
}

/** Without a `value` the bar shows that something goes on, but not how far it is. */
function progress({ done, total }, heading) {
  const known = total ? { value: Math.min(done, total), max: total } : {};
  return html`<progress class="job-progress" aria-labelledby=${heading} ...${known}></progress>`;
}

function facts(job) {
  const portion = job.state === 'running' && job.total ? `${Math.floor((100 * job.done) / job.total)} %` : '';
  const perSecond = job.perSecond === null ? '' : `${countLabel(Math.round(job.perSecond))} a second`;
  const left = job.secondsLeft === null ? '' : `${durationLabel(job.secondsLeft)} left`;
  const nothingNew = job.accepted > 0 && job.accepted === job.unchanged;
  return [
    portion,
    job.accepted > 0 && `${countLabel(job.accepted)} taken${nothingNew ? ', nothing changed' : ''}`,
    job.rejected > 0 && `${countLabel(job.rejected)} refused`,
    perSecond,
    left,
    job.finishedAt && new Date(job.finishedAt).toLocaleString('en'),
  ].filter(Boolean).join(' · ');
}

function rejects({ rejected, rejects: shown }) {
  const more = rejected - shown.length;
  return html`
    <details class="job-rejects">
      <summary>${countLabel(rejected)} refused ${rejected === 1 ? 'line' : 'lines'}</summary>
      <ol>
        ${shown.map(({ line, field, reason }) => html`
          <li key=${`${line} ${field}`}>
            <span class="job-line">Line ${countLabel(line)}</span> ${field && html`<code>${field}</code>`} ${reason}
          </li>
        `)}
      </ol>
      ${more > 0 && html`<p class="quiet">and ${countLabel(more)} more, in the rejects file of this job</p>`}
    </details>
  `;
}

function tellWhatEnded(before, now) {
  for (const job of now) {
    const was = before.find(other => other.id === job.id);
    if (was && isUnfinished(was) && !isUnfinished(job)) announce(`${job.subject}: ${JOB_STATES[job.state]}`);
  }
}

function isUnfinished({ state }) {
  return UNFINISHED.includes(state);
}
