/** Lengths of what users sign up and in with, in characters. */
export const FIELD_LENGTHS = {
  name: { max: 100 },
  email: { max: 254 },
  password: { min: 8, max: 128 },
} as const;
export type FieldLengths = typeof FIELD_LENGTHS;
