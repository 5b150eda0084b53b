import { h } from '/webjars/vue/dist/vue.runtime.esm-browser.prod.js';
import htm from './third-party/htm.js';

export {
  computed,
  createApp,
  nextTick,
  onBeforeUnmount,
  onMounted,
  ref,
  shallowReactive,
  watch,
  watchEffect,
} from '/webjars/vue/dist/vue.runtime.esm-browser.prod.js';

/**
 * Tagged templates that build Vue nodes: the page's policy forbids compiling templates in the browser.
 *
 * Children always travel as an array, because Vue would print a lone `false` as text. `this[0] = 3` turns off the
 * template library's reuse of static nodes, which Vue's renderer owns and mutates.
 */
export const html = htm.bind(function (type, props, ...children) {
  this[0] = 3;
  return h(type, props, children.length > 0 ? children : undefined);
});
