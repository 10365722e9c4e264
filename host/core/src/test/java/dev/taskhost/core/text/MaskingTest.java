package dev.taskhost.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.json.Json;
import dev.taskhost.core.json.MaskedJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is masked, in whichever form, and what is not. */
class MaskingTest {
    /** What secrets are made of, nasty ones too; no asterisk, as a mask could then complete one. */
    private static final String SECRET = "abcXYZ019 %#:@&'\"\\$/+=é上\n\t";

    /** What surrounds them shares no character with them, but for one. */
    private static final String AROUND = "klmnopq{}[],.;\r ";

    private final Masking masking = new Masking();

    @Test
    void aTextWithoutSecretsIsGivenBackAsItIs() {
        String text = "nothing to see";
        assertThat(masking.mask(text)).isSameAs(text);
        masking.learn("hunter2!");
        assertThat(masking.mask(text)).isSameAs(text);
        assertThat(MaskedJson.of("[\"hunter\", 1.50]", masking)).isEqualTo("[\"hunter\", 1.50]");
        assertThat(masking.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p%#:@&'\"\\ $ä",
                "{\"pw\": \"p%#:@&'\\\"\\\\ $ä\"}", // JSON
                "{\"pw\": \"p%#:@&'\\\"\\\\ $\\u00e4\"}", // Python's json.dumps
                "KeyError('p%#:@&\\'\"\\\\ $ä')", // Python's repr
                "p%25%23%3A%40%26%27%22%5C%20%24%C3%A4", // quote(s, safe="")
                "pw=p%25%23%3A%40%26%27%22%5C+%24%C3%A4&x=1", // urlencode
                "p%25%23%3A%40%26'%22%5C%20%24%C3%A4", // encodeURIComponent
                "p%25#:@&'%22%5C%20$%C3%A4" // encodeURI
            })
    void itIsFoundInEveryFormThatIsWrittenOften(String text) {
        masking.learn("p%#:@&'\"\\ $ä");
        assertThat(masking.mask(text)).contains("***").doesNotContain("%#", "%25", "$");
    }

    @Test
    void aSecretOfSeveralLinesIsFoundLineByLineAndAsAWhole() {
        String pem = "-----BEGIN KEY-----\nMIIEvQIBADANBg\n  kqhkiG9w0BAQEF\nAAS=\n-----END KEY-----";
        masking.learn(pem);
        assertThat(masking.mask("line MIIEvQIBADANBg")).isEqualTo("line ***");
        assertThat(masking.mask("line kqhkiG9w0BAQEF.")).isEqualTo("line ***.");
        assertThat(masking.mask("-----BEGIN KEY-----")).isEqualTo("-----BEGIN KEY-----");
        assertThat(masking.mask("<" + pem + ">")).isEqualTo("<***>");
        assertThat(masking.mask(Json.write(pem))).isEqualTo("\"***\"");
    }

    @Test
    void whatOverlapsIsMaskedAsOne() {
        masking.learn("abcdef");
        masking.learn("defghi");
        masking.learn("xxxx");
        assertThat(masking.mask("1abcdefghi2 xxxxxx abcdefabcdef")).isEqualTo("1***2 *** ***");
    }

    @Test
    void shortOnesAreLeftAlone() {
        masking.learn("abc");
        masking.learn("");
        assertThat(masking.mask("abcabc")).isEqualTo("abcabc");
    }

    @Test
    void anOldSecretStaysKnown() {
        masking.learn("first one");
        masking.learn("second one");
        assertThat(masking.mask("first one, second one")).isEqualTo("***, ***");
    }

    @Test
    void jsonStaysJson() {
        masking.learn("nabc"); // behind an escaped line break it would cut an escape in two
        masking.learn("12345");
        String json =
                "{\"nabc\": \"a\\nabc\", \"k\": [\"xnabcx\", 12345, 1.0E5, true, null, 312345.5], \"e\": \"\\\\nabc\"}";
        String masked = MaskedJson.of(json, masking);
        assertThat(masked)
                .isEqualTo("{\"***\": \"a\\nabc\", \"k\": [\"x***x\", \"***\", 1.0E5, true, null, \"3***.5\"],"
                        + " \"e\": \"\\\\***\"}");
        assertThat(Json.readObject(masked)).containsKeys("***", "k", "e");
    }

    /** Random secrets in random texts are never found afterwards, and what surrounds them is as it was. */
    @Test
    void whateverTheSecretIsItIsGoneAndTheRestIsThere() {
        Random random = new Random(20_261_126);
        for (int round = 0; round < 500; round++) {
            Masking all = new Masking();
            List<String> secrets = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                secrets.add(text(random, SECRET, 4 + random.nextInt(12)));
            }
            secrets.forEach(all::learn);
            StringBuilder text = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                String around = text(random, "klmnopq", 1 + random.nextInt(5));
                text.append(around).append(written(random, secrets.get(random.nextInt(secrets.size()))));
                expected.append(around).append(Masking.MASK);
            }
            assertThat(all.mask(text.toString())).as("%s in %s", secrets, text).isEqualTo(expected.toString());

            String json = Json.write(Map.of(text(random, AROUND, 3), text.toString(), "list", List.copyOf(secrets)));
            String masked = MaskedJson.of(json, all);
            assertThat(String.valueOf(Json.readObject(masked)))
                    .as(json)
                    .contains(expected)
                    .doesNotContain(secrets);
        }
    }

    private static String text(Random random, String of, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return text.toString();
    }

    private static String written(Random random, String secret) {
        String json = Json.write(secret);
        return switch (random.nextInt(4)) {
            case 0 -> secret;
            case 1 -> json.substring(1, json.length() - 1);
            case 2 -> URLEncoder.encode(secret, StandardCharsets.UTF_8);
            default -> URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
        };
    }
}
