/** Set when a stop signal came: `/readyz` then answers 503, so that no new traffic is sent here. */
export const lifecycle = { stopping: false };
