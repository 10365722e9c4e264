package dev.taskhost.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        Map<String, ?> read = Json.readObject(
                "{\"a\": 1, \"b\": 1.5, \"c\": \"好\", \"d\": [true, null], \"e\": {}, \"f\": 123456789012345678901}");
        assertThat(read.get("a")).isEqualTo(1L);
        assertThat(read.get("b")).isEqualTo(1.5);
        assertThat(read.get("c")).isEqualTo("好");
        assertThat(read.get("d")).isEqualTo(Arrays.asList(true, null));
        assertThat(read.get("e")).isEqualTo(Map.of());
        assertThat(read.get("f")).isEqualTo(new BigInteger("123456789012345678901"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{a: 1}", "{'a': 1}", "{\"a\": 1,}", "{\"a\": NaN}", "{} {}", "{\"a\" 1}", "# {}", "[1]"
            })
    void refusesWhatIsNoJsonObject(String text) {
        assertThatThrownBy(() -> Json.readObject(text)).isInstanceOf(BadJsonException.class);
    }

    @Test
    void writesWhatItReads() {
        String text = "{\"a\":[1,2.5,\"<好>\",null,{\"b\":false}]}";
        assertThat(Json.write(Json.read(text))).isEqualTo(text);
    }

    @Test
    void refusesToWriteOtherThings() {
        assertThatThrownBy(() -> Json.write(List.of(new Object()))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
