export async function closeExpiredAttempts(): Promise<void> {}
