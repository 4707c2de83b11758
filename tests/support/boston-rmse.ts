/** The error on the test set that the first lesson shows: the same in Node and in a browser. */
export const BOSTON_TEST_RMSE = '3.97';
