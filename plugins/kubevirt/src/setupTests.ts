import '@testing-library/jest-dom';

// Tables and axe are slow in jsdom, more so beside other tests.
jest.setTimeout(30_000);
