// A span of time chosen on a chart with the pointer, and charts as PNG.
export {};
