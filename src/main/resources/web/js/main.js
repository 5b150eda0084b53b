import { createApp } from './vendor.js';
import { App } from './app.js';
import { startRouter } from './router.js';

startRouter();
createApp(App).mount('#app');
