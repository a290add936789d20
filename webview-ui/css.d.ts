/** Style sheets are bundled by esbuild into element-form.css; they export nothing. */
declare module '*.css';
