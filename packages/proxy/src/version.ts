/** The version of proxy and widget, which are always released together; a test holds it to package.json. */
export const VERSION = '0.1.0';
