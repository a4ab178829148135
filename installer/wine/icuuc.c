/* Stands in for Windows' icuuc.dll, which Wine lacks and Qt links to: opening a converter fails,
   and Qt does without. For testing alone; never shipped. */
#include <stdint.h>

#define EXPORT __declspec(dllexport)
enum { U_UNSUPPORTED_ERROR = 16 };
typedef int UErrorCode;

static void refuse(UErrorCode *error) {
  if (error) *error = U_UNSUPPORTED_ERROR;
}

EXPORT void *ucnv_open(const char *name, UErrorCode *error) { refuse(error); return 0; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
EXPORT const char *ucnv_getName(void *converter, UErrorCode *error) { refuse(error); return 0; }
EXPORT const char *ucnv_getStandardName(const char *a, const char *b, UErrorCode *error) { refuse(error); return 0; }
EXPORT const char *ucnv_getAvailableName(int32_t number) { return 0; }
EXPORT int32_t ucnv_countAvailable(void) { return 0; }
EXPORT int32_t ucnv_toUCountPending(void *converter, UErrorCode *error) { return 0; }
EXPORT int32_t ucnv_fromUCountPending(void *converter, UErrorCode *error) { return 0; }
EXPORT void ucnv_getToUCallBack(void *a, void **b, void **c) {}
EXPORT void ucnv_getFromUCallBack(void *a, void **b, void **c) {}
EXPORT void ucnv_setToUCallBack(void *a, void *b, void *c, void **d, void **e, UErrorCode *error) { refuse(error); }
EXPORT void ucnv_setFromUCallBack(void *a, void *b, void *c, void **d, void **e, UErrorCode *error) { refuse(error); }
EXPORT void ucnv_cbToUWriteUChars(void *a, void *b, int32_t c, int32_t d, UErrorCode *error) { refuse(error); }
EXPORT void ucnv_cbFromUWriteUChars(void *a, void **b, void *c, int32_t d, UErrorCode *error) { refuse(error); }
EXPORT void ucnv_toUnicode(void *a, void **b, void *c, void **d, void *e, int32_t *f, signed char g, UErrorCode *error) { refuse(error); }
EXPORT void ucnv_fromUnicode(void *a, void **b, void *c, void **d, void *e, int32_t *f, signed char g, UErrorCode *error) { refuse(error); }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void *a, void *b, void *c, int32_t d, int32_t e, int32_t f, UErrorCode *error) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void *a, void *b, const char *c, int32_t d, int32_t e, UErrorCode *error) {}

int __stdcall DllMainCRTStartup(void *instance, unsigned reason, void *reserved) { return 1; }
