import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** Opens the suggestions of the only field with any, by keyboard. */
export async function openList(): Promise<void> {
  await userEvent.click(await screen.findByRole('combobox'));
  await userEvent.keyboard('{ArrowDown}');
}
