package dev.taskhost.services.secret;

/** What gives a secret's text. Prints without it. Immutable. */
public sealed interface SecretValue {
    /**
     * The text, not empty.
     *
     * @throws BadSecretFileException when the file that has it cannot be used
     */
    String read() throws BadSecretFileException;

    /** One that does not change while the host runs. */
    record Fixed(String text) implements SecretValue {
        @Override
        public String read() {
            return text;
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "***";
        }
    }

    /** One that is read anew each time, so that it can change while the host runs. */
    record InFile(SecretFile file) implements SecretValue {
        @Override
        public String read() throws BadSecretFileException {
            return file.read();
        }
    }
}
