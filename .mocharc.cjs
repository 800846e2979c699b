/** `TEST_RETRIES=1` tries a failed test again, for machines that are busy with other things. */
module.exports = {
  'node-option': ['import=tsx'],
  extension: ['ts'],
  require: ['./test/setup.ts'],
  timeout: 60_000,
  // When the last test has ended nothing is waited for: a thread that a test left must not hold the checks.
  exit: true,
  retries: Number(process.env.TEST_RETRIES ?? 0),
};
