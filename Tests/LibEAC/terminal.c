/* A terminal on libeac (Debian: libeac-dev), to judge the virtual identity card by a program we did not write.
 *
 *     terminal FOLDER CAN
 *
 * FOLDER holds dv.cv, at.cv and terminal.p8. Commands go to standard output, answers come from standard input, a line of
 * hexadecimal digits each. PACE with the CAN, terminal and chip authentication, reading the name, writing and reading the community
 * id, switching the PIN off and on and setting it to 654321. Exit 0 when the card did everything as libeac expects it.
 *
 * libeac is used for every step of the protocols and for secure messaging's ciphers; only the framing of commands is done here. */
#include <eac/ca.h>
#include <eac/eac.h>
#include <eac/pace.h>
#include <eac/ta.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned char byte;

static EAC_CTX *context;
static int isSecured;
static byte answer[70000];
static int answerLength, status;

static void fail(const char *what) {
    fprintf(stderr, "%s (status %04X)\n", what, status);
    exit(1);
}

static BUF_MEM *buffer(const byte *bytes, size_t length) {
    BUF_MEM *made = BUF_MEM_new();
    if (!made || !BUF_MEM_grow(made, length)) fail("no memory");
    memcpy(made->data, bytes, length);
    return made;
}

static int put(byte *to, int tag, const void *value, size_t length) {
    int at = 0;
    if (tag > 0xFF) to[at++] = tag >> 8;
    to[at++] = tag & 0xFF;
    if (length > 0xFF) {
        to[at++] = 0x82;
        to[at++] = length >> 8;
    } else if (length > 0x7F) {
        to[at++] = 0x81;
    }
    to[at++] = length & 0xFF;
    memcpy(to + at, value, length);
    return at + length;
}

/* The value of the first object with this tag, or NULL. */
static const byte *find(const byte *bytes, int length, int tag, int *valueLength) {
    int at = 0;
    while (at + 1 < length) {
        int found = bytes[at++];
        if ((found & 0x1F) == 0x1F) found = found << 8 | bytes[at++];
        int count = bytes[at++];
        if (count == 0x81) {
            count = bytes[at++];
        } else if (count == 0x82) {
            count = bytes[at] << 8 | bytes[at + 1];
            at += 2;
        }
        if (at + count > length) return NULL;
        if (found == tag) {
            *valueLength = count;
            return bytes + at;
        }
        at += count;
    }
    return NULL;
}

/* One command over the wire, one answer into `to`; gives its length without the status. */
static int exchange(const byte *command, int length, byte *to) {
    static char line[150000];
    for (int at = 0; at < length; at++) printf("%02X", command[at]);
    printf("\n");
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) fail("no answer");
    int count = 0;
    unsigned value;
    for (char *at = line; sscanf(at, "%2x", &value) == 1; at += 2) to[count++] = value;
    if (count < 2) fail("answer too short");
    status = to[count - 2] << 8 | to[count - 1];
    return count - 2;
}

/* `expected`: -1 for none, 0 for as much as there is. */
static void command(int cla, int ins, int parameters, const void *data, int length, int expected) {
    byte out[8192], objects[8192], plain[8192], wire[70000];
    byte header[4] = {cla, ins, parameters >> 8, parameters & 0xFF};
    int at = 4, isLong;
    if (!isSecured) {
        memcpy(out, header, 4);
        if (length) out[at++] = length;
        if (length) memcpy(out + at, data, length);
        at += length;
        if (expected >= 0) out[at++] = expected;
        answerLength = exchange(out, at, answer);
        return;
    }
    int count = 0;
    header[0] |= 0x0C;
    EAC_increment_ssc(context);
    if (length) {
        BUF_MEM *hidden = EAC_encrypt(context, EAC_add_iso_pad(context, buffer(data, length)));
        if (!hidden) fail("cannot encrypt");
        plain[0] = 0x01;
        memcpy(plain + 1, hidden->data, hidden->length);
        count += put(objects, 0x87, plain, hidden->length + 1);
    }
    if (expected >= 0) {
        byte one = expected;
        count += put(objects + count, 0x97, &one, 1);
    }
    BUF_MEM *message = EAC_add_iso_pad(context, buffer(header, 4));
    if (count) {
        memcpy(plain, message->data, message->length);
        memcpy(plain + message->length, objects, count);
        message = EAC_add_iso_pad(context, buffer(plain, message->length + count));
    }
    BUF_MEM *code = EAC_authenticate(context, message);
    if (!code) fail("cannot authenticate");
    count += put(objects + count, 0x8E, code->data, code->length);
    memcpy(out, header, 4);
    isLong = count > 0xFF;
    if (isLong) {
        out[at++] = 0;
        out[at++] = count >> 8;
    }
    out[at++] = count & 0xFF;
    memcpy(out + at, objects, count);
    at += count;
    out[at++] = 0;
    if (isLong) out[at++] = 0;
    int received = exchange(out, at, wire);
    EAC_increment_ssc(context);
    int valueLength;
    const byte *theirs = find(wire, received, 0x8E, &valueLength);
    if (!theirs) fail("the answer has no code");
    BUF_MEM *signedPart = EAC_add_iso_pad(context, buffer(wire, theirs - wire - 2));
    if (EAC_verify_authentication(context, signedPart, buffer(theirs, valueLength)) != 1) fail("the answer's code is wrong");
    const byte *hidden = find(wire, received, 0x87, &valueLength);
    answerLength = 0;
    if (!hidden) return;
    BUF_MEM *clear = EAC_decrypt(context, buffer(hidden + 1, valueLength - 1));
    clear = clear ? EAC_remove_iso_pad(clear) : NULL;
    if (!clear) fail("cannot decrypt the answer");
    memcpy(answer, clear->data, clear->length);
    answerLength = clear->length;
}

static void must(const char *what, int cla, int ins, int parameters, const void *data, int length, int expected) {
    command(cla, ins, parameters, data, length, expected);
    if (status != 0x9000 && status != 0x6282) fail(what);
}

/* GENERAL AUTHENTICATE: sends the object `tag`, gives the card's object `answerTag`. */
static BUF_MEM *step(const char *what, int cla, int tag, BUF_MEM *value, int answerTag) {
    byte inner[512], outer[600];
    int length = value ? put(inner, tag, value->data, value->length) : 0;
    must(what, cla, 0x86, 0, outer, put(outer, 0x7C, inner, length), 0);
    int all, one;
    const byte *objects = find(answer, answerLength, 0x7C, &all);
    const byte *found = objects ? find(objects, all, answerTag, &one) : NULL;
    if (!found) fail(what);
    return buffer(found, one);
}

static int readFile(int shortIdentifier, byte *to) {
    int length = 0;
    command(0, 0xB0, 0x8000 | shortIdentifier << 8, NULL, 0, 0);
    while ((status == 0x9000 || status == 0x6282) && answerLength) {
        memcpy(to + length, answer, answerLength);
        length += answerLength;
        command(0, 0xB0, length, NULL, 0, 0);
    }
    return length;
}

static int load(const char *folder, const char *name, byte *to, int most) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) fail(name);
    int length = fread(to, 1, most, file);
    fclose(file);
    return length;
}

int main(int count, char **words) {
    static const byte pace[] = {4, 0, 0x7F, 0, 7, 2, 2, 4, 2, 2}, terminal[] = {4, 0, 0x7F, 0, 7, 2, 2, 2, 2, 3};
    static const byte chip[] = {4, 0, 0x7F, 0, 7, 2, 2, 3, 2, 2}, application[] = {0xE8, 7, 4, 0, 0x7F, 0, 7, 3, 2};
    static const byte community[] = {0x72, 9, 4, 7, 2, 0x76, 5, 3, 0x34, 0, 2};
    const byte can = 2, keyNumber = 0x41;
    byte file[8192], certificate[4096], own[4096], data[600];
    if (count != 3) return 64;
    EAC_init();
    context = EAC_CTX_new();

    int length = readFile(0x1C, file);
    if (!EAC_CTX_init_ef_cardaccess(file, length, context)) fail("EF.CardAccess");
    /* Passive authentication is openssl's part in another test. */
    CA_disable_passive_authentication(context);

    int certificateLength = load(words[1], "at.cv", certificate, sizeof certificate);
    int l, m, n;
    const byte *body = find(certificate, certificateLength, 0x7F21, &l);
    body = body ? find(body, l, 0x7F4E, &m) : NULL;
    const byte *rights = body ? find(body, m, 0x7F4C, &n) : NULL;
    if (!rights) fail("at.cv");
    int at = put(data, 0x80, pace, sizeof pace);
    at += put(data + at, 0x83, &can, 1);
    at += put(data + at, 0x7F4C, rights, n);
    must("MSE:Set AT for PACE", 0, 0x22, 0xC1A4, data, at, -1);
    PACE_SEC *secret = PACE_SEC_new(words[2], strlen(words[2]), PACE_CAN);
    if (!PACE_STEP2_dec_nonce(context, secret, step("nonce", 0x10, 0, NULL, 0x80))) fail("nonce");
    BUF_MEM *mapping = PACE_STEP3A_generate_mapping_data(context);
    if (!PACE_STEP3A_map_generator(context, step("mapping", 0x10, 0x81, mapping, 0x82))) fail("mapping");
    BUF_MEM *ephemeral = PACE_STEP3B_generate_ephemeral_key(context);
    BUF_MEM *cardKey = step("key agreement", 0x10, 0x83, ephemeral, 0x84);
    if (!PACE_STEP3B_compute_shared_secret(context, cardKey) || !PACE_STEP3C_derive_keys(context)) fail("key agreement");
    BUF_MEM *token = PACE_STEP3D_compute_authentication_token(context, cardKey);
    if (PACE_STEP3D_verify_authentication_token(context, step("token", 0, 0x85, token, 0x86)) != 1) fail("the card's token");
    if (!EAC_CTX_set_encryption_ctx(context, EAC_ID_PACE)) fail("secure messaging");
    EAC_reset_ssc(context);
    isSecured = 1;

    int keyLength = load(words[1], "terminal.p8", own, sizeof own);
    if (!EAC_CTX_init_ta(context, own, keyLength, certificate, certificateLength)) fail("terminal.p8");
    byte holder[32];
    int holderLength = 0;
    for (int index = 0; index < 2; index++) {
        int fileLength = load(words[1], index ? "at.cv" : "dv.cv", file, sizeof file);
        const byte *inner = find(file, fileLength, 0x7F21, &l);
        body = inner ? find(inner, l, 0x7F4E, &m) : NULL;
        const byte *issuer = body ? find(body, m, 0x42, &n) : NULL;
        if (!issuer) fail("certificate");
        must("MSE:Set DST", 0, 0x22, 0x81B6, data, put(data, 0x83, issuer, n), -1);
        must("certificate", 0, 0x2A, 0x00BE, inner, l, -1);
        const byte *name = find(body, m, 0x5F20, &holderLength);
        if (!name || holderLength > 16) fail("certificate");
        memcpy(holder, name, holderLength);
    }
    BUF_MEM *compressed = TA_STEP3_generate_ephemeral_key(context);
    at = put(data, 0x80, terminal, sizeof terminal);
    at += put(data + at, 0x83, holder, holderLength);
    at += put(data + at, 0x91, compressed->data, compressed->length);
    must("MSE:Set AT for terminal authentication", 0, 0x22, 0x81A4, data, at, -1);
    must("challenge", 0, 0x84, 0, NULL, 0, 8);
    if (!TA_STEP4_set_nonce(context, buffer(answer, answerLength))) fail("challenge");
    BUF_MEM *signature = TA_STEP5_sign(context, compressed, EAC_Comp(context, EAC_ID_PACE, cardKey), NULL);
    if (!signature) fail("cannot sign");
    must("terminal authentication", 0, 0x82, 0, signature->data, signature->length, -1);

    length = readFile(0x1D, file);
    BUF_MEM *chipKey = CA_get_pubkey(context, file, length);
    if (!chipKey) fail("EF.CardSecurity");
    at = put(data, 0x80, chip, sizeof chip);
    at += put(data + at, 0x84, &keyNumber, 1);
    must("MSE:Set AT for chip authentication", 0, 0x22, 0x41A4, data, at, -1);
    if (!CA_STEP4_compute_shared_secret(context, chipKey)) fail("chip authentication");
    BUF_MEM *nonce = step("chip authentication", 0, 0x80, CA_STEP2_get_eph_pubkey(context), 0x81);
    const byte *objects = find(answer, answerLength, 0x7C, &l);
    const byte *theirs = find(objects, l, 0x82, &m);
    if (!theirs || CA_STEP6_derive_keys(context, nonce, buffer(theirs, m)) != 1) fail("the chip's token");
    if (!EAC_CTX_set_encryption_ctx(context, EAC_ID_CA)) fail("secure messaging");
    EAC_reset_ssc(context);

    must("select", 0, 0xA4, 0x040C, application, sizeof application, -1);
    length = readFile(5, file);
    if (length != 14 || memcmp(file + 4, "MUSTERMANN", 10)) fail("family name");
    must("write", 0, 0xD6, 0x9200, community, sizeof community, -1);
    length = readFile(18, file);
    if (length != sizeof community || memcmp(file, community, length)) fail("community id");
    must("PIN off", 0, 0x04, 0x1003, NULL, 0, -1);
    must("PIN on", 0, 0x44, 0x1003, NULL, 0, -1);
    must("PIN", 0, 0x2C, 0x0203, "654321", 6, -1);
    return 0;
}
