import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** Enters a text into the only field that suggests, all at once: no part of it is searched for. */
export async function paste(text: string): Promise<void> {
  await userEvent.click(screen.getByRole('combobox'));
  await userEvent.paste(text);
}
