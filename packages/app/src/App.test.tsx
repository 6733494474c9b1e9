import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('offers the guest sign-in', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: { providers: { guest: {} } },
          },
          context: 'test',
        },
      ] as any,
    };

    render(App.createRoot());

    expect(
      await screen.findByText('Enter', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 30_000);
});
