import '@testing-library/jest-dom';

// Tables and axe take their time in jsdom, and more where other tests run beside them.
jest.setTimeout(30_000);
