import { html, onBeforeUnmount, onMounted, ref, watch } from './vendor.js';
import { askForKey, keyPrompt } from './session.js';

/** A failed request: what happened, the id to look for in the log, and a way on. */
export const ErrorNotice = {
  props: { problem: Error, onRetry: Function },
  setup(props) {
    const wait = ref(0);
    let timer = 0;

    function countDown() {
      clearInterval(timer);
      wait.value = props.problem.retryAfter ?? 0;
      if (wait.value > 0) {
        timer = setInterval(() => {
          wait.value -= 1;
          if (wait.value === 0) clearInterval(timer);
        }, 1000);
      }
    }

    const retry = () => props.onRetry();

    watch(() => props.problem, countDown, { immediate: true });
    watch(() => keyPrompt.given, () => props.problem.wantsKey && retry());
    onMounted(() => addEventListener('online', retry));
    onBeforeUnmount(() => {
      clearInterval(timer);
      removeEventListener('online', retry);
    });

    return () => {
      const { problem } = props;
      return html`
        <section class="notice notice-error" role="alert">
          <h2 class="notice-title">${problem.title}</h2>
          ${problem.detail && html`<p>${problem.detail}</p>`}
          ${problem.errors.length > 0 && html`<ul class="notice-list">${problem.errors.map(fieldError)}</ul>`}
          <p class="notice-actions">
            ${problem.wantsKey
              ? html`<button type="button" class="button" onClick=${() => askForKey(problem)}>Enter an API key</button>`
              : html`<button type="button" class="button" disabled=${wait.value > 0} onClick=${retry}>Try again</button>`}
            ${wait.value > 0 && html`<span class="quiet" role="timer">possible in ${wait.value} s</span>`}
          </p>
          ${problem.requestId && html`<p class="quiet notice-id">Request <code>${problem.requestId}</code></p>`}
        </section>
      `;
    };
  },
};

function fieldError({ pointer, detail }) {
  return html`<li><code>${pointer}</code> ${detail}</li>`;
}

/** What the server could not do for this answer, although it did answer. */
export function WarningList({ warnings }) {
  return html`
    <ul class="warnings" role="status">
      ${warnings.map(warning => html`<li key=${warning.code}>${warning.detail}</li>`)}
    </ul>
  `;
}
WarningList.props = ['warnings'];
